import { ClusterError, noSuchNode } from "../cluster/errors.ts"
import { existingCluster } from "../cluster/existing-cluster.ts"
import { controlPlaneOf, type Profile, type ProfileNode } from "../cluster/profile/profile.ts"
import type { Driver } from "../drivers/driver.ts"
import type { Cli } from "./cli.ts"

/** The node that a command names, or the first. */
export async function nodeOf(
  cli: Cli,
  profileName: string,
  name: string | undefined,
): Promise<{ readonly profile: Profile; readonly driver: Driver; readonly node: ProfileNode }> {
  const { profile, driver } = await existingCluster(await cli.deps(), profileName)
  const node = name === undefined ? controlPlaneOf(profile) : profile.nodes.find((one) => one.name === name)
  if (node !== undefined) return { profile, driver, node }
  throw noSuchNode(
    profileName,
    name ?? "",
    profile.nodes.map((one) => one.name),
  )
}

/** The same, and it runs, so that something can be run on it. */
export async function runningNodeOf(cli: Cli, profileName: string, name: string | undefined) {
  const found = await nodeOf(cli, profileName, name)
  const states = await found.driver.list(profileName)
  const state = states.find((one) => one.name === found.node.name)
  if (state?.paused === true) throw paused(found.node.name, profileName)
  if (state?.running === true) return found
  throw new ClusterError(`Node "${found.node.name}" does not run`, {
    id: "GUEST_NOT_RUNNING",
    exitCode: 89,
    advice: `Start it: cove start -p ${profileName}`,
  })
}

function paused(node: string, profile: string): ClusterError {
  return new ClusterError(`Node "${node}" is paused`, {
    id: "GUEST_NOT_RUNNING",
    exitCode: 89,
    advice: `Let it go on: cove unpause -p ${profile}`,
  })
}
