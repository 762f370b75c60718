import type { FieldSet } from "./field-set.ts"
import { isEmptySet } from "./field-set.ts"
import type { ListShape, MapShape, Shape } from "./shape.ts"
import { isEmptyMembers, itemStep, listOf, memberShape, membersOf, resolve } from "./typed-value.ts"

/** The value without the fields of the set. What has lost its last member is null. */
export function removeItems(value: unknown, set: FieldSet, shape: Shape): unknown {
  const own = resolve(shape, value)
  if (own.type === "scalar") return value
  return own.type === "list" ? removeFromList(own, value, set) : removeFromMap(own, value, set)
}

function removeFromMap(shape: MapShape, value: unknown, set: FieldSet): unknown {
  const members = membersOf(value)
  if (members === undefined || isEmptyMembers(members) || shape.atomic) return null
  const rest: [string, unknown][] = []
  for (const [name, each] of Object.entries(members)) {
    const below = set.children.get(`f:${name}`)
    if (below?.own) continue
    const keeps = below === undefined || isEmptySet(below)
    rest.push([name, keeps ? each : removeItems(each, below, memberShape(shape, name))])
  }
  return rest.length === 0 ? null : Object.fromEntries(rest)
}

function removeFromList(shape: ListShape, value: unknown, set: FieldSet): unknown {
  const items = listOf(value)
  if (items === undefined || items.length === 0 || shape.relation === "atomic") return null
  const rest: unknown[] = []
  for (const item of items) {
    const step = itemStep(shape, item)
    const below = step === undefined ? undefined : set.children.get(step)
    if (below?.own) continue
    rest.push(below === undefined || isEmptySet(below) ? item : removeItems(item, below, shape.items()))
  }
  return rest.length === 0 ? null : rest
}
