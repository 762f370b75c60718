/** To come. */

export function ResourceNav(_props: { readonly profile: string }) {
  return null
}
