import type { ClusterDeps } from "./deps.ts"
import { existingCluster } from "./existing-cluster.ts"
import { giveContextBack } from "./kubeconfig/kubeconfig-file.ts"
import { stopNodes } from "./steps/nodes.ts"

/** Stops the nodes; what is on them stays. Kubectl's current context is given back unless it is to be kept. */
export async function stopCluster(
  deps: ClusterDeps,
  { profile: name, keepContext }: { readonly profile: string; readonly keepContext: boolean },
): Promise<void> {
  const { profile, driver } = await existingCluster(deps, name)
  await stopNodes(driver, name)
  if (!keepContext) await giveContextBack(profile.kubeconfig, name, profile.previousContext)
}
