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
    return { id: error.id, exitCode: error.exitCode, message: sentence(error), advice: error.advice }
  }
  if (error instanceof DriverError) {
    return { id: "DRV_NOT_HEALTHY", exitCode: 69, message: sentence(error), advice: error.advice }
  }
  if (isForbidden(error)) {
    return {
      id: "HOST_HOME_PERMISSION",
      exitCode: 37,
      message: describeError(error),
      advice: "The files of a cluster belong to who made it: be that user, or let COVE_HOME name a folder of your own.",
    }
  }
  if (isDiskFull(error)) {
    return {
      id: "RSRC_DISK",
      exitCode: 26,
      message: "The disk is full",
      advice: "Make room on the disk. ~/.cove/cache may be removed when no cluster is there.",
    }
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
  if (isEngineGone(error)) {
    return {
      id: "PROVIDER_DOCKER_NOT_RUNNING",
      exitCode: 69,
      message: `The container engine does not answer any more: ${describeError(error)}`,
      advice: "Start it again, and give the same command again: it goes on from where it was.",
    }
  }
  if (isRefusal(error)) {
    return {
      id: "PROVIDER_DOCKER_ERROR",
      exitCode: 60,
      message: `The container engine refused: ${describeError(error)}`,
      advice: "See the engine's own log, or try --driver=native.",
    }
  }
  return {
    id: "MK_UNEXPECTED",
    exitCode: 1,
    message: describeError(error),
    advice: "This should not happen. With COVE_DEBUG=1 the command says where it did.",
  }
}

/** With its causes, where the message does not tell of them itself. */
function sentence(error: Error): string {
  const cause = error.cause instanceof Error ? sentence(error.cause) : undefined
  return cause === undefined || error.message.includes(cause) ? error.message : `${error.message}: ${cause}`
}

/** Also where a program only said so. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ("code" in error && error.code === "ENOSPC") || error.message.includes("No space left on device")
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["EACCES", "EPERM", "EROFS"].includes(String(error.code))
}

/** Only engines are called at a file's address. */
function isEngineGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    "syscall" in error &&
    error.syscall === "connect" &&
    "address" in error &&
    String(error.address).startsWith("/")
  )
}

/** As dockerode tells of what an engine answered. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && "reason" in error
}
