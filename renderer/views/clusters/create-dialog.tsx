export function CreateDialog(_props: { readonly profile?: string; onClose(): void }) {
  return null
}
