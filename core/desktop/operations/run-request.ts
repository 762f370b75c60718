import type { OperationRequest } from "../../bridge/operation-command.ts"
import { deleteCluster } from "../../cluster/delete.ts"
import type { ClusterDeps, Progress } from "../../cluster/deps.ts"
import { pauseCluster, unpauseCluster } from "../../cluster/pause.ts"
import { startCluster } from "../../cluster/start.ts"
import { stopCluster } from "../../cluster/stop.ts"

export interface RequestRun {
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** Does to a cluster what was asked for, as the command line would. */
export type RunRequest = (request: OperationRequest, run: RequestRun) => Promise<void>

export function newRunRequest(deps: ClusterDeps): RunRequest {
  return async (request, { progress, signal }) => {
    const { profile } = request
    const options = { profile, progress, signal }
    switch (request.action) {
      case "start":
        return start(deps, request, { progress, signal })
      case "stop":
        return stopCluster(deps, { ...options, keepContext: false })
      case "restart":
        await stopCluster(deps, { ...options, keepContext: true })
        return start(deps, { action: "start", profile }, { progress, signal })
      case "pause":
        if ((await pauseCluster(deps, options)) === 0) progress.note(`Cluster "${profile}" is paused already`)
        return
      case "unpause":
        if ((await unpauseCluster(deps, options)) === 0) progress.note(`Cluster "${profile}" was not paused`)
        return
      case "delete":
        if (!(await deleteCluster(deps, profile, { progress, signal })))
          progress.note(`There was no cluster "${profile}"`)
    }
  }
}

async function start(
  deps: ClusterDeps,
  { action: _, ...wishes }: OperationRequest & { readonly action: "start" },
  { progress, signal }: RequestRun,
): Promise<void> {
  const options = { ...wishes, makeCurrent: true, wait: true, waitTimeoutMs: startWaitMs, signal }
  const { already } = await startCluster(deps, options, progress)
  if (already) progress.note(`Cluster "${wishes.profile}" runs already`)
}

/** As long as `cove start` waits. */
const startWaitMs = 360_000
