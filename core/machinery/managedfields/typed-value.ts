import type { ListShape, MapShape, Shape } from "./shape.ts"

export type Members = Readonly<Record<string, unknown>>

/** What a shape comes to for the values at hand: "any" is decided by what they are. */
export type Resolved = Exclude<Shape, { readonly type: "any" }>

export function resolve(shape: Shape, value: unknown): Resolved {
  if (shape.type !== "any") return shape
  if (Array.isArray(value)) return anyList
  return isMembers(value) || value === null || value === undefined ? anyMap : anyScalar
}

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

export function isEmptyMembers(value: Members | undefined): boolean {
  if (value === undefined) return true
  for (const _ in value) return false
  return true
}

export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined
}

export function membersOf(value: unknown): Members | undefined {
  return isMembers(value) ? value : undefined
}

/** The shape of a member, declared or not. */
export function memberShape(shape: MapShape, name: string): Shape {
  return shape.field(name) ?? shape.values?.() ?? { type: "any" }
}

/**
 * How a list's item is found again: `k:{"name":"c"}` or `v:"x"`. Undefined for one that cannot be: no keys, or null.
 */
export function itemStep(shape: ListShape, item: unknown): string | undefined {
  if (shape.relation === "set") {
    return item === null || typeof item === "object" ? undefined : `v:${JSON.stringify(item)}`
  }
  if (!isMembers(item)) return undefined
  const keys: [string, unknown][] = []
  for (const key of shape.keys) {
    const value = item[key] ?? shape.keyDefaults[key]
    if (value !== undefined) keys.push([key, value])
  }
  if (keys.length === 0) return undefined
  if (keys.length > 1) keys.sort(([a], [b]) => (a < b ? -1 : 1))
  return `k:${JSON.stringify(Object.fromEntries(keys))}`
}

const any = (): Shape => ({ type: "any" })

const anyList: ListShape = { type: "list", relation: "atomic", keys: [], keyDefaults: {}, items: any }

const anyMap: MapShape = { type: "map", atomic: false, field: () => undefined, values: any }

const anyScalar: Resolved = { type: "scalar", scalar: "untyped" }
