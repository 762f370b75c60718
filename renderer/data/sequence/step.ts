import type { Event } from "../../../core/apis/core/v1.gen.ts"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import type { ObjectAddress } from "../problems/problem.ts"

/** One that takes part: a column of the diagram. */
export interface Lane {
  /** "user:kubectl", "apiserver", "controller:deployment-controller", "scheduler", "kubelet", "runtime". */
  readonly id: string
  readonly title: string
}

/** One arrow of the diagram: somebody did something at some moment. */
export interface Step {
  /** The same as long as it is the same step. */
  readonly id: string
  readonly atMs: number
  readonly from: string
  /** The same as `from` for what somebody tells of itself. */
  readonly to: string
  /**
   * "request": written to the API server, from the audit log. "watch": the API server told who asked to be told; no log
   * has it, but who reacts must have seen. "event": what a component told of its own work.
   */
  readonly kind: "request" | "watch" | "event"
  readonly tone: "plain" | "warn" | "bad"
  readonly label: string
  /** How many of the same kind in a row this stands for. */
  readonly count: number
  readonly about: ObjectAddress
  readonly records: readonly AuditRecord[]
  readonly events: readonly Event[]
}

/** A diagram: who took part, from left to right, and what happened, in the order of time. */
export interface Sequence {
  readonly lanes: readonly Lane[]
  readonly steps: readonly Step[]
  /** The first step's time: the others are told relative to it. */
  readonly startMs: number
}
