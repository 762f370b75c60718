import type { Driver } from "../drivers/driver.ts"
import { drivers } from "../drivers/drivers.ts"
import type { ClusterDeps } from "./deps.ts"
import { ProfileStore } from "./profile/profile-store.ts"
import { undoKubeconfig } from "./steps/kubeconfig.ts"
import { removeNodes } from "./steps/nodes.ts"

/**
 * Undoes every step of a start, the last first, whatever of it was done: found by what is there, not by what is written
 * down. Returns false when there was nothing.
 */
export async function deleteCluster(deps: ClusterDeps, name: string): Promise<boolean> {
  const store = new ProfileStore(deps.home)
  const profile = await store.read(name).catch(() => undefined) // an unreadable one is removed, too
  const known = (await store.names()).includes(name)
  if (profile !== undefined) await undoKubeconfig(profile)
  let found = known
  for (const driver of await workingDrivers(deps)) {
    if ((await driver.list(name)).length > 0) found = true
    await removeNodes(driver, name)
    await driver.removeNetwork(name)
  }
  await store.remove(name)
  return found
}

/** The names of all clusters: those written down, and those that only have nodes left. */
export async function allClusters(deps: ClusterDeps): Promise<readonly string[]> {
  const names = new Set(await new ProfileStore(deps.home).names())
  for (const driver of await workingDrivers(deps)) {
    for (const node of await driver.list()) names.add(node.cluster)
  }
  return [...names].sort()
}

async function workingDrivers(deps: ClusterDeps): Promise<readonly Driver[]> {
  const opened = await Promise.allSettled(drivers.map(({ name }) => deps.openDriver(name)))
  return opened.flatMap((driver) => (driver.status === "fulfilled" ? [driver.value] : []))
}
