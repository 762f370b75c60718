import { DriverError } from "./driver.ts"

/** What drivers know of the node image: its first process, an init that reaps and passes TERM on. */
export const nodeCommand: readonly string[] = ["/usr/bin/catatonit", "--", "/usr/local/bin/entrypoint"]

/** Two clusters' nodes may come to the same name: the second of "web" is called "web-m02", as is the first of "web-m02". */
export function nameTaken(name: string, cluster: string): DriverError {
  return new DriverError(`There is a node "${name}" already: of cluster "${cluster}"`, {
    advice: "Choose another name for the new cluster with -p.",
  })
}

/** How long a node may take to end after TERM. */
export const stopSeconds = 10

/** What would wait until the node goes on is refused instead. */
export function nodePaused(name: string, cause?: unknown): DriverError {
  return new DriverError(`Node "${name}" is paused`, { advice: "Let it go on: cove unpause", cause })
}

export function noFreeSubnet(subnet: string | undefined): DriverError {
  const what =
    subnet === undefined ? "No free subnet is left for the cluster" : `Subnet ${subnet} is in use on this machine`
  return new DriverError(what, { advice: "Choose a free one with --subnet, as in --subnet=10.77.0.0/24." })
}
