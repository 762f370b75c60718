export function TerminalDrawer(_props: { readonly profile: string | undefined }) {
  return null
}
