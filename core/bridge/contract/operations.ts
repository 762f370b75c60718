import { z } from "zod"
import { call, stream } from "../method.ts"

const profile = z.string()

const startWishes = z.object({
  action: z.literal("start"),
  profile,
  /** "auto", or a driver's name. */
  driver: z.string().optional(),
  nodes: z.number().int().optional(),
  cpus: z.number().optional(),
  memoryMiB: z.number().int().optional(),
  subnet: z.string().optional(),
})

const plain = z.object({ action: z.enum(["stop", "pause", "unpause", "restart", "delete"]), profile })

/** Work on clusters that takes a while. It goes on when the window is closed or loaded anew. */
export const operationMethods = {
  /** Begins work. What comes of it is told by `operations.watch`. */
  "operations.run": call(z.discriminatedUnion("action", [startWishes, plain]))<{ readonly id: string }>(),
  /** Work under way, and what ended since the host started, newest first, at most 50. */
  "operations.watch": stream(z.void())<readonly Operation[]>(),
  /** Ends it in good order; what was made can be gone on with, or deleted. */
  "operations.cancel": call(z.object({ id: z.string() }))<void>(),
  /** Forgets one that has ended. */
  "operations.dismiss": call(z.object({ id: z.string() }))<void>(),
}

export type OperationAction = "start" | "stop" | "pause" | "unpause" | "restart" | "delete"

export interface Operation {
  readonly id: string
  readonly action: OperationAction
  readonly profile: string
  /** The same on the command line. */
  readonly command: string
  readonly state: "running" | "succeeded" | "failed" | "cancelled"
  readonly steps: readonly OperationStep[]
  /** Things to know that stop nothing. */
  readonly notes: readonly string[]
  readonly failure?: OperationFailure | undefined
  readonly startedAtMs: number
  readonly endedAtMs?: number | undefined
}

export interface OperationStep {
  readonly title: string
  /** What it is at, or what came of it. */
  readonly detail: string
  readonly state: "running" | "done" | "failed"
  readonly startedAtMs: number
  readonly endedAtMs?: number | undefined
}

/** As the command line tells it: what happened, and what to do. */
export interface OperationFailure {
  readonly id: string
  readonly message: string
  readonly advice: string
}
