import { facts, marked } from "./recorded.ts"
import type { Loose } from "./test-cluster.ts"
import type { Change } from "./watch-log.ts"

/** A scenario of `timelines.jsonl`: what a user did, and everything that was written after it. */
export interface Scenario {
  readonly scenario: string
  readonly log: readonly Entry[]
}

type Entry =
  | { readonly user: string }
  | { readonly event: string; readonly type: string; readonly on: string; readonly message: string }
  | { readonly added: string; readonly object: Loose }
  | { readonly changed: string; readonly set: Readonly<Record<string, unknown>>; readonly removed?: readonly string[] }
  | { readonly deleted: string }

/** What objects were, one after the other, in a form that two clusters can be compared by. */
export interface Timeline {
  /** After each step, by object: its facts, a line each. Pods of one owner go by one name. */
  readonly ends: readonly ReadonlyMap<string, readonly string[]>[]
  /** By object and field: the values it had, one after the other. */
  readonly ways: ReadonlyMap<string, readonly unknown[]>
  readonly events: ReadonlySet<string>
}

type Facts = ReadonlyMap<string, unknown>

/** `sizes`: how many of the recorded steps belong together, one after the other. */
export function recordedTimeline({ log }: Scenario, sizes: readonly number[]): Timeline {
  const writer = new TimelineWriter()
  const begins = new Set(sizes.map((_, at) => sizes.slice(0, at).reduce((sum, size) => sum + size, 0)))
  let steps = 0
  const states = new Map<string, Facts>()
  /** How the first of its sort was added, by the prefix of its name. */
  const firsts = new Map<string, Loose>()
  for (const entry of log) {
    if ("user" in entry) {
      if (begins.has(steps++)) writer.step()
    } else if ("event" in entry) writer.event(entry.on, entry.type, entry.event, entry.message)
    else if ("deleted" in entry) writer.write(entry.deleted, undefined)
    else if ("added" in entry) {
      const [, name = ""] = entry.added.split("/")
      const like = entry.object.like === undefined ? undefined : firsts.get(entry.object.like)
      const object = like === undefined ? entry.object : { ...like, metadata: { ...like.metadata, name } }
      firsts.set(object.metadata.generateName, firsts.get(object.metadata.generateName) ?? object)
      states.set(entry.added, facts(object))
      writer.meet(object)
      writer.write(entry.added, states.get(entry.added))
    } else {
      const state = new Map(states.get(entry.changed))
      for (const path of entry.removed ?? []) state.delete(marked(`.${path}`))
      for (const [path, value] of Object.entries(entry.set)) {
        const leaf = typeof value === "object" && value !== null ? JSON.stringify(value) : value
        state.set(marked(`.${path}`), typeof leaf === "string" ? marked(leaf) : leaf)
      }
      states.set(entry.changed, state)
      writer.write(entry.changed, state)
    }
  }
  return writer.timeline()
}

/** From the changes after each step. */
export function observedTimeline(steps: readonly (readonly Change[])[]): Timeline {
  const writer = new TimelineWriter()
  // In the order in which they were made: each kind has a watch of its own, and any may be the first to tell.
  for (const { object } of steps.flat().sort((a, b) => versionOf(a) - versionOf(b))) {
    if (object.kind !== "Event") writer.meet(object)
  }
  for (const changes of steps) {
    writer.step()
    for (const { type, object } of changes) {
      if (object.kind === "Event") {
        const { involvedObject, type: sort, reason, message } = object
        writer.event(`${involvedObject.kind}/${involvedObject.name}`, sort, reason, message)
        continue
      }
      const { apiVersion: _, kind, ...rest } = object
      const { resourceVersion: __, managedFields: ___, ...metadata } = rest.metadata
      writer.write(`${kind}/${metadata.name}`, type === "DELETED" ? undefined : facts({ ...rest, metadata }))
    }
  }
  return writer.timeline()
}

function versionOf({ object }: Change): number {
  return Number(object.metadata.resourceVersion)
}

/** Fields of which the way matters, not only the end: what it says is not a count that depends on who was first. */
const told = /\.(reason|message|phase)$|\.conditions\[\w+\]\.status$|\.deletionTimestamp$|\.finalizers$|\.annotations\./

class TimelineWriter {
  readonly #steps: Map<string, Facts>[] = []
  readonly #ways = new Map<string, unknown[]>()
  readonly #events: string[] = []
  /** Names and hashes that were made up, with what stands for them; the longest first. */
  readonly #marks = new Map<string, string>()

  step(): void {
    this.#steps.push(new Map(this.#steps.at(-1)))
  }

  meet({ metadata }: Loose): void {
    const { labels = {}, name, generateName } = metadata
    const hash = labels["pod-template-hash"] ?? labels["controller-revision-hash"]
    if (hash !== undefined && !this.#marks.has(hash)) this.#marks.set(hash, `<hash ${this.#marks.size}>`)
    if (generateName !== undefined) this.#marks.set(name, `${this.#mark(generateName)}<id>`)
  }

  write(name: string, state: Facts | undefined): void {
    const now = this.#steps.at(-1) ?? new Map<string, Facts>()
    const before = now.get(name)
    if (state === undefined) now.delete(name)
    else now.set(name, state)
    if (name.startsWith("Pod/")) return
    for (const path of new Set([...(before?.keys() ?? []), ...(state?.keys() ?? [])])) {
      if (!told.test(path) || before?.get(path) === state?.get(path)) continue
      const way = `${name} ${path}`
      this.#ways.set(way, [...(this.#ways.get(way) ?? []), state?.get(path)])
    }
  }

  event(on: string, type: string, reason: string, message: string): void {
    this.#events.push(`${on} ${type} ${reason} ${marked(message)}`)
  }

  timeline(): Timeline {
    const ends = this.#steps.map((states) => {
      const lines = new Map<string, string[]>()
      for (const [name, state] of states) {
        const known = lines.get(this.#mark(name)) ?? []
        const own = [...state].map(([path, value]) => this.#mark(`${path} = ${String(value)}`))
        lines.set(this.#mark(name), [...known, ...own].sort())
      }
      return lines
    })
    const ways = [...this.#ways].map(
      ([way, values]) =>
        [this.#mark(way), values.map((value) => (typeof value === "string" ? this.#mark(value) : value))] as const,
    )
    return { ends, ways: new Map(ways), events: new Set(this.#events.map((each) => this.#mark(each))) }
  }

  #mark(text: string): string {
    return [...this.#marks]
      .sort(([a], [b]) => b.length - a.length)
      .reduce((marked, [made, mark]) => marked.replaceAll(made, mark), text)
  }
}

export interface Missed {
  readonly name: string
  readonly missing: readonly string[]
  readonly more: readonly string[]
}

/** What objects are, against what they were: only those that differ. */
export function endsMissed(
  wanted: ReadonlyMap<string, readonly string[]> | undefined,
  got: ReadonlyMap<string, readonly string[]> | undefined,
  isLeft: (fact: string) => boolean,
): readonly Missed[] {
  return [...new Set([...(wanted?.keys() ?? []), ...(got?.keys() ?? [])])].flatMap((name) => {
    const [a, b] = [wanted?.get(name) ?? [], got?.get(name) ?? []].map((lines) =>
      lines.filter((line) => !isLeft(`${name} ${line}`)),
    )
    const [missing, more] = [without(a ?? [], b ?? []), without(b ?? [], a ?? [])]
    return missing.length + more.length === 0 ? [] : [{ name, missing, more }]
  })
}

/** What was said on the way and of it, against what was recorded. */
export function waysMissed(wanted: Timeline, got: Timeline, isLeft: (fact: string) => boolean): readonly Missed[] {
  const ways = [...new Set([...wanted.ways.keys(), ...got.ways.keys()])].flatMap((name) => {
    if (isLeft(`way ${name}`)) return []
    const [missing, more] = [wanted.ways.get(name) ?? [], got.ways.get(name) ?? []]
    return JSON.stringify(missing) === JSON.stringify(more)
      ? []
      : [{ name, missing: missing.map(String), more: more.map(String) }]
  })
  const onlyOf = (a: Timeline, b: Timeline) =>
    [...a.events].filter((each) => !b.events.has(each) && !isLeft(`events ${each}`))
  const [missing, more] = [onlyOf(wanted, got), onlyOf(got, wanted)]
  return missing.length + more.length === 0 ? ways : [...ways, { name: "events", missing, more }]
}

function without(a: readonly string[], b: readonly string[]): readonly string[] {
  const left = [...b]
  return a.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
