export function LogsDialog(_props: { readonly profile?: string; onClose(): void }) {
  return null
}
