import { describeError } from "../base/log.ts"
import type { Driver } from "../drivers/driver.ts"
import { drivers } from "../drivers/drivers.ts"
import { withClusterLock } from "./cluster-lock.ts"
import { type ClusterDeps, type Progress, silentProgress } from "./deps.ts"
import type { Profile } from "./profile/profile.ts"
import { ProfileStore } from "./profile/profile-store.ts"
import { undoKubeconfig } from "./steps/kubeconfig.ts"
import { removeNodes } from "./steps/nodes.ts"

export interface DeleteOptions {
  readonly progress?: Progress
  /** Ends the waiting for another command; what has begun is ended. */
  readonly signal?: AbortSignal
}

/**
 * Undoes every step of a start, the last first, whatever of it was done: found by what is there, not by what is written
 * down. Returns false when there was nothing.
 */
export async function deleteCluster(
  deps: ClusterDeps,
  name: string,
  { progress = silentProgress, signal }: DeleteOptions = {},
): Promise<boolean> {
  return withClusterLock(deps, name, { doing: "delete", progress, signal }, async () => {
    const store = new ProfileStore(deps.home)
    const known = (await store.names()).includes(name)
    const profile = await store.read(name).catch(() => undefined) // an unreadable one is removed, too
    const found = await progress.step(`Deleting "${name}"`, () => removeParts(deps, name, profile))
    await undoKubeconfigOf(deps, name, profile).catch((error: unknown) =>
      progress.note(`The kubeconfig still tells of cluster "${name}": ${describeError(error)}`),
    )
    await store.remove(name)
    return found || known
  })
}

/** The names of all clusters: those written down, and those that only have nodes left. */
export async function allClusters(deps: ClusterDeps): Promise<readonly string[]> {
  const names = new Set(await new ProfileStore(deps.home).names())
  for (const driver of await workingDrivers(deps)) {
    for (const node of await driver.list()) names.add(node.cluster)
  }
  return [...names].sort()
}

/** Throws when the cluster's own driver cannot work now: its nodes would be left, and nobody would know of them. */
async function removeParts(deps: ClusterDeps, name: string, profile: Profile | undefined): Promise<boolean> {
  let found = false
  const own = profile === undefined ? undefined : await deps.openDriver(profile.driver)
  const others = (await workingDrivers(deps)).filter((driver) => driver.name !== own?.name)
  for (const driver of own === undefined ? others : [own, ...others]) {
    if ((await driver.list(name)).length > 0) found = true
    await removeNodes(driver, name)
    await driver.removeNetwork(name)
  }
  return found
}

async function undoKubeconfigOf(deps: ClusterDeps, name: string, profile: Profile | undefined): Promise<void> {
  await undoKubeconfig(deps, profile ?? { name, kubeconfig: deps.kubeconfig })
}

async function workingDrivers(deps: ClusterDeps): Promise<readonly Driver[]> {
  const opened = await Promise.allSettled(drivers.map(({ name }) => deps.openDriver(name)))
  return opened.flatMap((driver) => (driver.status === "fulfilled" ? [driver.value] : []))
}
