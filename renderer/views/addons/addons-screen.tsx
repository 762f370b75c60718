export function AddonsScreen(_props: { readonly profile: string }) {
  return null
}
