/** To come. */

export function SequenceScreen(_props: { readonly profile: string }) {
  return null
}
