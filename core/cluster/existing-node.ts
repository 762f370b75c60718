import type { Driver } from "../drivers/driver.ts"
import type { ClusterDeps } from "./deps.ts"
import { ClusterError, noSuchNode } from "./errors.ts"
import { existingCluster } from "./existing-cluster.ts"
import { controlPlaneOf, type Profile, type ProfileNode } from "./profile/profile.ts"

export interface ExistingNode {
  readonly profile: Profile
  readonly driver: Driver
  readonly node: ProfileNode
}

/** A cluster's node of that name, or the first. */
export async function existingNode(
  deps: ClusterDeps,
  cluster: string,
  name: string | undefined,
): Promise<ExistingNode> {
  const { profile, driver } = await existingCluster(deps, cluster)
  const node = name === undefined ? controlPlaneOf(profile) : profile.nodes.find((one) => one.name === name)
  if (node !== undefined) return { profile, driver, node }
  throw noSuchNode(
    cluster,
    name ?? "",
    profile.nodes.map((one) => one.name),
  )
}

/** The same, and it runs, so that something can be run on it. */
export async function runningNode(deps: ClusterDeps, cluster: string, name: string | undefined): Promise<ExistingNode> {
  const found = await existingNode(deps, cluster, name)
  const state = (await found.driver.list(cluster)).find((one) => one.name === found.node.name)
  if (state?.running === true && !state.paused) return found
  const paused = state?.paused === true
  throw new ClusterError(`Node "${found.node.name}" ${paused ? "is paused" : "does not run"}`, {
    id: "GUEST_NOT_RUNNING",
    exitCode: 89,
    advice: paused ? `Let it go on: cove unpause -p ${cluster}` : `Start it: cove start -p ${cluster}`,
  })
}
