import { ClusterError } from "../errors.ts"

/**
 * Throws a ClusterError unless it can be the name of a profile. The name becomes a folder's, a node's and a network's: so
 * it is looked at before anything is done with it, deleting above all.
 */
export function checkProfileName(name: string): void {
  if (isProfileName(name)) return
  throw new ClusterError(`"${name}" cannot be the name of a profile`, {
    id: "MK_USAGE",
    exitCode: 14,
    advice: "Use up to 40 lower-case letters, digits and dashes; the first and the last is no dash.",
  })
}

export function isProfileName(name: string): boolean {
  return /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)
}
