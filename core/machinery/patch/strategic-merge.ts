import { isDeepEqual } from "../../base/json.ts"
import type { FieldSchema, Schema, TypeRef } from "../schema/schema.ts"
import { goFormat } from "./go-format.ts"
import { mergeLists } from "./strategic-list.ts"
import { isObject, type ListShape, type Members, patchFailure, withoutDirectives } from "./strategic-shape.ts"

/**
 * Kubernetes' own merge patch: lists whose items have a merge key are merged item by item, and directives say the
 * rest: `$patch: replace|delete`, `$retainKeys`, `$setElementOrder/x`, `$deleteFromPrimitiveList/x`
 * (k8s.io/apimachinery `util/strategicpatch`). What is handed in stays as it is. Failures are the 500 that Kubernetes
 * answers.
 */
export function strategicMerge(schema: Schema, typeName: string, object: unknown, patch: unknown): unknown {
  const shapes = new Shapes(schema)
  return mergeMembers(shapes, { type: "named", name: typeName }, isObject(object) ? object : {}, patch as Members)
}

const orderPrefix = "$setElementOrder/"
const deletePrefix = "$deleteFromPrimitiveList/"

/** Where in the types the merge is. */
class Shapes {
  readonly #schema: Schema

  constructor(schema: Schema) {
    this.#schema = schema
  }

  field(type: TypeRef | undefined, name: string): FieldSchema | undefined {
    return type?.type === "named" ? this.#schema.type(type.name).byName.get(name) : undefined
  }

  member(type: TypeRef | undefined, name: string): TypeRef | undefined {
    return type?.type === "map" ? type.values : this.field(type, name)?.type
  }

  list(type: TypeRef | undefined, name: string): ListShape {
    const field = this.field(type, name)
    const items = field?.type.type === "list" ? field.type.items : undefined
    const strategies = field?.mergeStrategy?.split(",") ?? []
    return {
      mergeKey: field?.mergeKey ?? "",
      isMerged: strategies.includes("merge"),
      merge: (original, patch) => mergeMembers(this, items, original, patch),
    }
  }

  isReplaced(type: TypeRef | undefined, name: string): boolean {
    return this.field(type, name)?.mergeStrategy?.split(",").includes("replace") ?? false
  }
}

function mergeMembers(shapes: Shapes, type: TypeRef | undefined, original: Members, patch: Members): Members {
  const directive = patch["$patch"]
  if (directive === "replace") return without(patch, "$patch")
  if (directive === "delete") return {}
  if (directive !== undefined) {
    throw patchFailure(`unknown patch type: ${goFormat(directive)} in map: ${goFormat(patch)}`)
  }
  const into = new Map(Object.entries(retainKeys(original, patch)))
  const rest = applyOrders(shapes, type, into, without(patch, "$retainKeys"))
  for (const [key, value] of Object.entries(rest)) mergeMember(shapes, type, into, key, value)
  return Object.fromEntries(into)
}

function mergeMember(
  shapes: Shapes,
  type: TypeRef | undefined,
  into: Map<string, unknown>,
  key: string,
  value: unknown,
): void {
  const isDeleteList = key.startsWith(deletePrefix)
  const name = isDeleteList ? key.slice(deletePrefix.length) : key
  const old = into.get(name)
  if (value === null) into.delete(name)
  else if (Array.isArray(old) && Array.isArray(value)) {
    const list = shapes.list(type, name)
    if (list.isMerged || isDeleteList) into.set(name, mergeLists(list, old, value, isDeleteList))
    else into.set(name, value)
  } else if (isDeleteList) return
  else if (isObject(old) && isObject(value)) {
    const replaced = shapes.isReplaced(type, name)
    into.set(name, replaced ? value : mergeMembers(shapes, shapes.member(type, name), old, value))
  } else {
    const added = withoutDirectives(withoutNulls(value))
    if (added === undefined) into.delete(name)
    else into.set(name, added)
  }
}

/** `$retainKeys`: what it does not list goes. */
function retainKeys(original: Members, patch: Members): Members {
  const list = patch["$retainKeys"]
  if (list === undefined) return original
  if (!Array.isArray(list)) throw patchFailure("invalid patch format of retainKeys")
  const kept = new Set<unknown>(list)
  for (const [key, value] of Object.entries(patch)) {
    const isDirective = key === "$retainKeys" || key.startsWith(orderPrefix) || key.startsWith(deletePrefix)
    if (value !== null && !isDirective && !kept.has(key)) throw patchFailure("invalid patch format of retainKeys")
  }
  return Object.fromEntries(Object.entries(original).filter(([key]) => kept.has(key)))
}

/** `$setElementOrder/x`: merges those lists and puts them in order. Returns what of the patch is left. */
function applyOrders(shapes: Shapes, type: TypeRef | undefined, into: Map<string, unknown>, patch: Members): Members {
  const done = new Set<string>()
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(orderPrefix)) continue
    done.add(key)
    const name = key.slice(orderPrefix.length)
    const list = shapes.list(type, name)
    const changes = patch[name]
    if (!Array.isArray(order)) throw wrongKind("[]interface {}", order)
    if (changes !== undefined && !Array.isArray(changes)) throw wrongKind("[]interface {}", changes)
    checkOrder(list, changes ?? [], order)
    const old = into.get(name)
    if (old !== undefined && !Array.isArray(old)) throw wrongKind("[]interface {}", old)
    if (old === undefined && changes === undefined) continue
    done.add(name)
    into.set(name, mergeLists(list, old ?? [], changes ?? [], false, order))
  }
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !done.has(key)))
}

/** The items of the patch must stand in the order that the patch gives. */
function checkOrder({ mergeKey }: ListShape, changes: readonly unknown[], order: readonly unknown[]): void {
  if (changes.length === 0 || order.length === 0) return
  const keyOf = (item: unknown) => (mergeKey !== "" && isObject(item) ? item[mergeKey] : item)
  const plain = changes.filter((item) => !(isObject(item) && item["$patch"] !== undefined))
  let next = 0
  for (const each of order) if (next < plain.length && isDeepEqual(keyOf(plain[next]), keyOf(each))) next++
  if (next < plain.length) {
    const lists = `The order in patch list:\n${goFormat(changes)}\n doesn't match $setElementOrder list:\n${goFormat(order)}\n`
    throw patchFailure(lists)
  }
}

/** What is new has no null to remove anything with. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isObject(value)) return value
  const entries = Object.entries(value).filter(([, each]) => each !== null)
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutNulls(each)]))
}

function without(members: Members, name: string): Members {
  if (!(name in members)) return members
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== name))
}

function wrongKind(expected: string, value: unknown) {
  const kind = isObject(value) ? "map[string]interface {}" : typeof value === "boolean" ? "bool" : typeof value
  return patchFailure(`expected a ${expected}, but received a ${kind}`)
}
