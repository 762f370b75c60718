import { describeError } from "../base/log.ts"
import { TimeoutError } from "../base/wait-until.ts"
import { ClusterError } from "../cluster/errors.ts"
import { DriverError } from "../drivers/driver.ts"
import { CommandError } from "../host/command.ts"

/** A failure as it is told to a person: what happened, what to do, and how the process ends. */
export interface Failure {
  readonly id: string
  readonly exitCode: number
  readonly message: string
  readonly advice: string
}

/** Exit codes are minikube's. */
export function explain(error: unknown, { interrupted }: { readonly interrupted: boolean }): Failure {
  if (interrupted) {
    return {
      id: "MK_INTERRUPTED",
      exitCode: 2,
      message: "Interrupted",
      advice: "`cove start` goes on from here, `cove delete` takes it all away.",
    }
  }
  if (error instanceof ClusterError) {
    return { id: error.id, exitCode: error.exitCode, message: describeError(error), advice: error.advice }
  }
  if (error instanceof DriverError) {
    return { id: "DRV_NOT_HEALTHY", exitCode: 69, message: describeError(error), advice: error.advice }
  }
  if (error instanceof CommandError) {
    return {
      id: "HOST_COMMAND",
      exitCode: 30,
      message: describeError(error),
      advice: "Try the command by hand to see more.",
    }
  }
  if (error instanceof TimeoutError) {
    return { id: "GUEST_TIMEOUT", exitCode: 80, message: error.message, advice: "See what the node says: cove logs" }
  }
  if (isDiskFull(error)) {
    return {
      id: "RSRC_DISK",
      exitCode: 26,
      message: describeError(error),
      advice: "Make room on the disk. ~/.cove/cache may be removed at any time.",
    }
  }
  return {
    id: "MK_UNEXPECTED",
    exitCode: 1,
    message: describeError(error),
    advice: "This should not happen. With COVE_DEBUG=1 the command says where it did.",
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC"
}
