/** To come. */

export function OverviewScreen(_props: { readonly profile: string }) {
  return null
}
