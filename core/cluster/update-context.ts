import { serverOf } from "./api-access.ts"
import { withClusterLock } from "./cluster-lock.ts"
import { type ClusterDeps, silentProgress } from "./deps.ts"
import { existingCluster } from "./existing-cluster.ts"
import { ProfileStore } from "./profile/profile-store.ts"
import { writeKubeconfig } from "./steps/kubeconfig.ts"

/** Tells kubectl anew where the cluster answers. */
export async function updateContext(deps: ClusterDeps, name: string): Promise<void> {
  await withClusterLock(deps, name, { doing: "update-context", progress: silentProgress }, async () => {
    const { profile, driver } = await existingCluster(deps, name)
    const server = await serverOf(driver, profile)
    await new ProfileStore(deps.home).write(await writeKubeconfig(deps, profile, { server, makeCurrent: true }))
  })
}
