import { decodeStruct, mismatch, type Run, zeroOf } from "./decode-value.ts"
import { explain } from "./explain.ts"
import { Plans } from "./plan.ts"
import { DecodeError } from "./scalars.ts"
import type { Schema } from "./schema.ts"

/** What to do about fields that no type knows or that stand twice: `?fieldValidation=`. */
export type FieldValidation = "Strict" | "Warn" | "Ignore"

export interface Decoded<T> {
  readonly object: T
  /** `unknown field "spec.foo"`, when asked to warn. */
  readonly warnings: readonly string[]
}

/**
 * Turns JSON from outside into an object of a type, exactly as Go's decoding and encoding would: what no type knows
 * is dropped, null is as good as nothing, what is empty and may be left out is left out, what is always there is
 * there, quantities and times are in their one form. What comes out may share parts with what went in: neither is
 * ever changed.
 *
 * One difference: a list or map that Go would write as null is written empty.
 */
export class Decoder {
  readonly #schema: Schema
  readonly #plans: Plans

  constructor(schema: Schema) {
    this.#schema = schema
    this.#plans = new Plans(schema)
  }

  /**
   * Throws `DecodeError` in Go's words. `duplicates` are sentences about fields that stand twice in the text, for who is
   * strict about them.
   */
  decode<T>(
    typeName: string,
    value: unknown,
    validation: FieldValidation = "Ignore",
    duplicates: readonly string[] = [],
  ): Decoded<T> {
    const run: Run = { unknown: false }
    let object: unknown
    try {
      object = decodeStruct(this.#plans.struct(typeName), value ?? {}, run)
    } catch (error) {
      if (error !== mismatch && !(error instanceof DecodeError)) throw error
      const { error: reason } = explain(this.#schema, typeName, value)
      throw reason ?? new DecodeError(`json: cannot unmarshal into Go value of type ${typeName}`)
    }
    const warnings = this.#complaints(typeName, value, validation, run.unknown, duplicates)
    return { object: object as T, warnings } // decoded as the type that the name stands for
  }

  #complaints(
    typeName: string,
    value: unknown,
    validation: FieldValidation,
    hasUnknown: boolean,
    duplicates: readonly string[],
  ): readonly string[] {
    if (validation === "Ignore" || (!hasUnknown && duplicates.length === 0)) return []
    const unknown = hasUnknown ? explain(this.#schema, typeName, value).unknown : []
    const complaints = [...duplicates, ...unknown.map((path) => `unknown field "${path}"`)].slice(0, mostComplaints)
    if (validation === "Strict" && complaints.length > 0) {
      throw new DecodeError(`strict decoding error: ${complaints.join(", ")}`)
    }
    return complaints
  }

  /** What the type is when nothing is given. Shared: never change it. */
  zero<T>(typeName: string): T {
    return zeroOf(this.#plans.struct(typeName)) as T // the type that the name stands for
  }
}

/** As many as Go's strict decoder collects. */
const mostComplaints = 100
