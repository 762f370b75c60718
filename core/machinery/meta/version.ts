/**
 * Orders two resourceVersions of one cluster: below, at or above zero. They are decimal numbers of any length and may be
 * compared since Kubernetes 1.35 promises so.
 */
export function compareVersions(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}
