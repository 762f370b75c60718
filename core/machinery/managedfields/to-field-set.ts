import { type FieldSet, FieldSetBuilder, leaf } from "./field-set.ts"
import type { ListShape, MapShape, Shape } from "./shape.ts"
import { isMembers, itemStep, listOf, type Members, memberShape, membersOf, resolve } from "./typed-value.ts"

/** Every field that a value sets: what its author owns when it is applied. */
export function toFieldSet(value: unknown, shape: Shape): FieldSet {
  const builder = new FieldSetBuilder()
  visit(value, shape, [], builder)
  return builder.set
}

/**
 * With every declared member on the way to a path in the set, too: removing the last of its members then removes the
 * struct that held it.
 */
export function withNamedParents(set: FieldSet, shape: Shape | undefined): FieldSet {
  if (set.children.size === 0) return set
  const children = new Map<string, FieldSet>()
  for (const [step, child] of set.children) {
    const below = stepShape(shape, step)
    const isDeclared = shape?.type === "map" && step.startsWith("f:") && shape.field(step.slice(2)) !== undefined
    const grown = child === leaf ? child : withNamedParents(child, below)
    children.set(step, isDeclared && !grown.own ? { own: true, children: grown.children } : grown)
  }
  return { own: set.own, children }
}

function stepShape(shape: Shape | undefined, step: string): Shape | undefined {
  if (step.startsWith("f:")) {
    if (shape?.type === "map") return memberShape(shape, step.slice(2))
    return shape?.type === "any" ? shape : undefined
  }
  return step.startsWith("k:") && shape?.type === "list" ? shape.items() : undefined
}

function visit(value: unknown, shape: Shape, path: string[], into: FieldSetBuilder): void {
  const own = resolve(shape, value)
  if (own.type === "scalar") into.insert(path)
  else if (own.type === "list") visitList(value, own, path, into)
  else if (own.atomic) into.insert(path)
  else visitMembers(membersOf(value), own, path, into)
}

function visitMembers(members: Members | undefined, shape: MapShape, path: string[], into: FieldSetBuilder): void {
  for (const name in members) {
    const value = members[name]
    if (value === undefined) continue
    const declared = shape.field(name)
    path.push(`f:${name}`)
    visit(value, declared ?? memberShape(shape, name), path, into)
    if (declared === undefined || value === null || (isMembers(value) && Object.keys(value).length === 0))
      into.insert(path)
    path.pop()
  }
}

function visitList(value: unknown, shape: ListShape, path: string[], into: FieldSetBuilder): void {
  if (shape.relation === "atomic") {
    into.insert(path)
    return
  }
  const items = (listOf(value) ?? []).map((item) => ({ item, step: itemStep(shape, item) }))
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { step } of items) {
    if (step === undefined) continue
    if (seen.has(step)) twice.add(step)
    seen.add(step)
  }
  for (const { item, step } of items) {
    if (step === undefined) continue
    path.push(step)
    if (!twice.has(step)) visit(item, shape.items(), path, into)
    into.insert(path)
    path.pop()
  }
}
