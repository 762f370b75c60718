import { isJsonObject } from "../../base/json.ts"
import type { FieldsV1 } from "../meta/v1.gen.ts"
import { type FieldSet, leaf } from "./field-set.ts"

/**
 * The wire form of a set. A path that ends here is `{}`; one that ends here and also goes on has a `.`:
 * `{"f:labels":{".":{},"f:app":{}}}`.
 */
export function encodeFields(set: FieldSet): FieldsV1 {
  const fields: Record<string, unknown> = {}
  if (set.own && set.children.size > 0) fields["."] = nothing
  const steps = [...set.children]
  if (steps.length > 1) steps.sort(byStep)
  for (const [step, child] of steps) fields[step] = child.children.size === 0 ? nothing : encodeFields(child)
  return fields
}

/** Shared: what is on the wire is never changed. */
const nothing: FieldsV1 = {}

function byStep([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

/** What cannot be read is no set: undefined. */
export function decodeFields(fields: FieldsV1): FieldSet | undefined {
  let own = false
  const children = new Map<string, FieldSet>()
  for (const [step, below] of Object.entries(fields)) {
    if (step === ".") {
      own = true
      continue
    }
    if (!/^[fkvi]:/.test(step) || !isJsonObject(below)) return undefined
    const child = Object.keys(below).length === 0 ? leaf : decodeFields(below)
    if (child === undefined) return undefined
    children.set(step, child)
  }
  return { own, children }
}
