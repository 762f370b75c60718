import type { ClusterState } from "../../../core/bridge/contract/clusters.ts"
import type { OperationAction } from "../../../core/bridge/contract/operations.ts"
import { operationCommand } from "../../../core/bridge/operation-command.ts"

/** What can be done with a cluster in a state, in the order of the buttons. */
export function actionsIn(state: ClusterState): readonly OperationAction[] {
  switch (state) {
    case "running":
      return ["stop", "pause", "restart", "delete"]
    case "unreachable":
      return ["restart", "stop", "delete"]
    case "partial":
      return ["start", "stop", "delete"]
    case "paused":
      return ["unpause", "stop", "delete"]
    case "stopped":
    case "broken":
      return ["start", "delete"]
    case "starting":
    case "stopping":
    case "deleting":
      return []
  }
}

/** The command line for what a button does. */
export function commandOf(action: OperationAction, profile: string): string {
  return operationCommand({ action, profile })
}
