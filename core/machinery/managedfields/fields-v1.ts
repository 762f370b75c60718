import { isJsonObject } from "../../base/json.ts"
import type { FieldsV1 } from "../meta/v1.gen.ts"
import { type FieldSet, leaf } from "./field-set.ts"

/**
 * The wire form of a set. A path that ends here is `{}`; one that ends here and also goes on has a `.`:
 * `{"f:labels":{".":{},"f:app":{}}}`.
 */
export function encodeFields(set: FieldSet): FieldsV1 {
  const fields: Record<string, unknown> = {}
  if (set.own && set.children.size > 0) fields["."] = {}
  for (const step of [...set.children.keys()].sort()) {
    const child = set.children.get(step)
    fields[step] = child === undefined || child.children.size === 0 ? {} : encodeFields(child)
  }
  return fields
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
