/**
 * A set of paths through an object, as a tree. A step is written as in FieldsV1: `f:name` for a member,
 * `k:{"name":"c"}` for a list item by its keys, `v:"x"` for an item of a set.
 *
 *   .spec.replicas and .spec.containers[name="c"]
 *     → f:spec (not own) → f:replicas (own)
 *                        → f:containers (not own) → k:{"name":"c"} (own)
 *
 * Never changed once built: every operation gives a new set, sharing what is the same.
 */
export interface FieldSet {
  /** Whether the path that leads here is in the set. */
  readonly own: boolean
  readonly children: ReadonlyMap<string, FieldSet>
}

export const emptySet: FieldSet = { own: false, children: new Map() }

export const leaf: FieldSet = { own: true, children: new Map() }

export function isEmptySet(set: FieldSet): boolean {
  if (set.own) return false
  for (const child of set.children.values()) if (!isEmptySet(child)) return false
  return true
}

export function hasPath(set: FieldSet, path: readonly string[]): boolean {
  let at: FieldSet | undefined = set
  for (const step of path) at = at?.children.get(step)
  return at?.own ?? false
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b || isEmptySet(b)) return a
  if (isEmptySet(a)) return b
  const children = new Map(a.children)
  for (const [step, child] of b.children) {
    const other = children.get(step)
    children.set(step, other === undefined ? child : union(other, child))
  }
  return { own: a.own || b.own, children }
}

/** The paths in both. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const children = new Map<string, FieldSet>()
  for (const [step, child] of a.children) {
    const other = b.children.get(step)
    if (other === undefined) continue
    const both = intersection(child, other)
    if (!isEmptySet(both)) children.set(step, both)
  }
  return { own: a.own && b.own, children }
}

/** The paths of `a` that are not in `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(b)) return a
  const children = new Map<string, FieldSet>()
  for (const [step, child] of a.children) {
    const other = b.children.get(step)
    const rest = other === undefined ? child : difference(child, other)
    if (!isEmptySet(rest)) children.set(step, rest)
  }
  return { own: a.own && !b.own, children }
}

/** The paths of `a` that are neither in `b` nor below a path in `b`. */
export function differenceBelow(a: FieldSet, b: FieldSet): FieldSet {
  const children = new Map<string, FieldSet>()
  for (const [step, child] of a.children) {
    const other = b.children.get(step)
    if (other?.own) continue
    const rest = other === undefined ? child : differenceBelow(child, other)
    if (!isEmptySet(rest)) children.set(step, rest)
  }
  return { own: a.own && !b.own, children }
}

/** Every path, those that end at a level before those that go on, each in order. */
export function pathsOf(set: FieldSet): readonly (readonly string[])[] {
  const steps = [...set.children].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    ...steps.filter(([, child]) => child.own).map(([step]) => [step]),
    ...steps.flatMap(([step, child]) => pathsOf(child).map((path) => [step, ...path])),
  ]
}

/** `.spec.containers[name="c"].image`: how conflicts name a path. */
export function formatPath(path: readonly string[]): string {
  return path.map(formatStep).join("")
}

/** Grows a set path by path. Quick for paths that come in the order of a walk: each begins where the last one did. */
export class FieldSetBuilder {
  readonly #root: GrowingSet = { own: false, children: noChildren }
  /** The steps of the last path, and the node after each. */
  readonly #steps: string[] = []
  readonly #nodes: GrowingSet[] = []

  insert(path: readonly string[]): void {
    let depth = 0
    while (depth < path.length && depth < this.#steps.length && path[depth] === this.#steps[depth]) depth++
    this.#steps.length = depth
    this.#nodes.length = depth
    let at = this.#nodes[depth - 1] ?? this.#root
    for (; depth < path.length; depth++) {
      const step = path[depth] ?? ""
      at = childOf(at, step)
      this.#steps.push(step)
      this.#nodes.push(at)
    }
    at.own = true
  }

  /** The set; nothing is inserted after. */
  get set(): FieldSet {
    return this.#root
  }

  get isEmpty(): boolean {
    return !this.#root.own && this.#root.children.size === 0
  }
}

interface GrowingSet {
  own: boolean
  /** `noChildren` until there is one. */
  children: Map<string, GrowingSet>
}

/** Shared by all that have none, and never grown. */
const noChildren: Map<string, GrowingSet> = new Map()

function childOf(node: GrowingSet, step: string): GrowingSet {
  const known = node.children.get(step)
  if (known !== undefined) return known
  const child: GrowingSet = { own: false, children: noChildren }
  if (node.children === noChildren) node.children = new Map()
  node.children.set(step, child)
  return child
}

function formatStep(step: string): string {
  const text = step.slice(2)
  if (step.startsWith("f:")) return `.${text}`
  if (step.startsWith("v:")) return `[=${text}]`
  if (step.startsWith("i:")) return `[${text}]`
  const keys = Object.entries(JSON.parse(text) as Readonly<Record<string, unknown>>) // a step is made of an object
  return `[${keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(",")}]`
}
