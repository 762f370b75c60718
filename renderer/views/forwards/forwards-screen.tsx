export function ForwardsScreen(_props: { readonly profile: string }) {
  return null
}
