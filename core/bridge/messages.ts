import { z } from "zod"

/** What screens send. `id` is theirs to choose, and names the question in every answer. */
export type FromScreens =
  | { readonly type: "call"; readonly id: number; readonly method: string; readonly input?: unknown }
  /** The host may send `credit` items; `more` allows further ones. */
  | {
      readonly type: "open"
      readonly id: number
      readonly method: string
      readonly input?: unknown
      readonly credit: number
    }
  | { readonly type: "more"; readonly id: number; readonly credit: number }
  /** Whatever still comes under this id is of no interest. */
  | { readonly type: "cancel"; readonly id: number }

const id = z.number().int().nonnegative()
const credit = z.number().int().positive()
const question = { id, method: z.string(), input: z.unknown().optional() } // JSON has no undefined: the member is not there

const fromScreens = z.discriminatedUnion("type", [
  z.object({ type: z.literal("call"), ...question }),
  z.object({ type: z.literal("open"), ...question, credit }),
  z.object({ type: z.literal("more"), id, credit }),
  z.object({ type: z.literal("cancel"), id }),
])

/** A message as it came over a line; undefined when it is none. */
export function parseFromScreens(message: unknown): FromScreens | undefined {
  return fromScreens.safeParse(message).data
}

export type FromHost =
  | { readonly type: "answer"; readonly id: number; readonly value?: unknown }
  | { readonly type: "item"; readonly id: number; readonly value: unknown }
  | { readonly type: "end"; readonly id: number }
  | { readonly type: "failure"; readonly id: number; readonly failure: BridgeFailure }

/** A failure as it crosses the line: for a person to read. */
export interface BridgeFailure {
  /** What it is called: `GUEST_START`, `DRV_NOT_HEALTHY`; "" for what has no name. */
  readonly id: string
  readonly message: string
  /** What to do about it; "" when there is nothing to say. */
  readonly advice: string
}

/** What the host could not or would not do. */
export class BridgeError extends Error {
  override readonly name = "BridgeError"
  readonly id: string
  readonly advice: string

  constructor({ id, message, advice }: BridgeFailure) {
    super(message)
    this.id = id
    this.advice = advice
  }
}

/** Any failure as one of these; what is none has no name and no advice. */
export function bridgeErrorOf(error: unknown): BridgeError {
  if (error instanceof BridgeError) return error
  return new BridgeError({ id: "", message: error instanceof Error ? error.message : String(error), advice: "" })
}

/** The id of the failure of everything that was under way when the line ended. */
export const lineLost = "LINE_LOST"
