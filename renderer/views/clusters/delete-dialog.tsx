export function DeleteDialog(_props: { readonly profile?: string; onClose(): void }) {
  return null
}
