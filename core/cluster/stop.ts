import { describeError } from "../base/log.ts"
import { withClusterLock } from "./cluster-lock.ts"
import type { ClusterDeps, Progress } from "./deps.ts"
import { existingCluster } from "./existing-cluster.ts"
import { KubeconfigFile } from "./kubeconfig/kubeconfig-file.ts"
import { stopNodes } from "./steps/nodes.ts"

/** Stops the nodes; what is on them stays. Kubectl's current context is given back unless it is to be kept. */
export async function stopCluster(
  deps: ClusterDeps,
  { profile: name, keepContext, progress, signal }: StopOptions,
): Promise<void> {
  await existingCluster(deps, name)
  await withClusterLock(deps, name, { doing: "stop", progress, signal }, async () => {
    const { profile, driver } = await existingCluster(deps, name)
    await progress.step(`Stopping "${name}"`, () => stopNodes(driver, name))
    if (keepContext) return
    await new KubeconfigFile(profile.kubeconfig, deps.clock)
      .giveContextBack(name, profile.previousContext)
      .catch((error: unknown) => progress.note(`The kubeconfig still names "${name}" first: ${describeError(error)}`))
  })
}

export interface StopOptions {
  readonly profile: string
  readonly keepContext: boolean
  readonly progress: Progress
  readonly signal: AbortSignal
}
