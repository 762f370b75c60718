import type { Operation } from "../../bridge/contract/operations.ts"
import type { WorkState } from "./summary.ts"

/** What a cluster is while an operation is under way; undefined for what takes no time worth showing. */
export function stateOfOperation(operation: Operation | undefined): WorkState | undefined {
  if (operation?.action !== "restart") return stateOfCommand(operation?.action)
  return operation.steps.length <= 1 && operation.steps[0]?.state !== "done" ? "stopping" : "starting"
}

/** The same for a command of another process. */
export function stateOfCommand(command: string | undefined): WorkState | undefined {
  switch (command) {
    case "start":
      return "starting"
    case "stop":
      return "stopping"
    case "delete":
      return "deleting"
    default:
      return undefined
  }
}
