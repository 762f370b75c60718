import type { ZodType } from "zod"

/**
 * One thing the screens can ask the host for, asked once and answered once. `input` is what the host checks before it
 * believes anything: what comes over a line is unknown until then. The output's type is only a type: the host is believed.
 */
export interface CallMethod<I, O> {
  readonly type: "call"
  readonly input: ZodType<I>
  /** Never there at run time: carries the type. */
  readonly output?: O
}

/** Asked once, answered as things happen, until the screens cancel it or the host has no more to say. */
export interface StreamMethod<I, O> {
  readonly type: "stream"
  readonly input: ZodType<I>
  /** Never there at run time: carries the type of each item. */
  readonly item?: O
}

/** `call(z.object({ profile }))<Answer>()`: the input's type comes from its schema, the output's is named. */
export function call<I>(input: ZodType<I>): <O>() => CallMethod<I, O> {
  return () => ({ type: "call", input })
}

export function stream<I>(input: ZodType<I>): <O>() => StreamMethod<I, O> {
  return () => ({ type: "stream", input })
}

/** What a method takes. */
export type InputOf<M> = M extends { readonly input: ZodType<infer I> } ? I : never

/** What a call answers, or each item of a stream. */
export type OutputOf<M> = M extends { readonly type: "call"; readonly output?: infer O }
  ? O
  : M extends { readonly type: "stream"; readonly item?: infer O }
    ? O
    : never
