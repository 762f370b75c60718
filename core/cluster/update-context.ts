import { serverOf } from "./api-access.ts"
import type { ClusterDeps } from "./deps.ts"
import { existingCluster } from "./existing-cluster.ts"
import { ProfileStore } from "./profile/profile-store.ts"
import { writeKubeconfig } from "./steps/kubeconfig.ts"

/** Tells kubectl anew where the cluster answers. */
export async function updateContext(deps: ClusterDeps, name: string): Promise<void> {
  const { profile, driver } = await existingCluster(deps, name)
  const server = await serverOf(driver, profile)
  await new ProfileStore(deps.home).write(await writeKubeconfig(deps.home, profile, { server, makeCurrent: true }))
}
