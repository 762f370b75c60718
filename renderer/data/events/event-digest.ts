import type { Event } from "../../../core/apis/core/v1.gen.ts"
import type { Change } from "../../../core/client/informer/informer.ts"
import { eventTimeOf } from "../problems/event-time.ts"
import { stemOf } from "./stem.ts"

/** One line of recent events: what many objects of one maker tell is told once. */
export interface EventLine {
  readonly id: string
  /** The latest of them. */
  readonly event: Event
  readonly atMs: number
  /** How often it happened, over all of them. */
  readonly count: number
  /** How many objects it happened to. */
  readonly objects: number
}

interface Timed {
  readonly event: Event
  readonly atMs: number
}

interface Group {
  readonly events: Map<string, Timed>
  /** How many of them each object has. */
  readonly places: Map<string, number>
  count: number
}

/** How much of a message tells one from another: names and numbers that differ come later in it. */
const tellingLength = 12

/**
 * Events, put together as they come and go: a busy cluster has tens of thousands, and each change costs the same
 * however many there are.
 */
export class EventDigest {
  readonly #groups = new Map<string, Group>()
  /** By what they are about: "Pod default/web-1". Of those that go well only what a claim waits for. */
  readonly #about = new Map<string, Map<string, Timed>>()

  apply(changes: readonly Change<Event>[]): void {
    for (const { key, old, current } of changes) {
      if (old !== undefined) this.#remove(key, old)
      if (current !== undefined) this.#add(key, current)
    }
  }

  /** The last that happened, warnings first. */
  lines(most: number): readonly EventLine[] {
    const lines = [...this.#groups].flatMap(([id, group]) => lineOf(id, group))
    const weight = ({ event }: EventLine) => (event.type === "Warning" ? 0 : 1)
    return lines.toSorted((a, b) => weight(a) - weight(b) || b.atMs - a.atMs).slice(0, most)
  }

  /** What was told of one object, newest first. */
  about(kind: string, namespace: string, name: string): readonly Event[] {
    return newestFirst(this.#about.get(`${kind} ${namespace}/${name}`)?.values() ?? [])
  }

  /** The latest of each warning that pods could not be made. */
  refusals(): readonly Event[] {
    const groups = [...this.#groups].filter(([id]) => id.startsWith("Warning|FailedCreate|"))
    return groups.flatMap(([, { events }]) => newestFirst(events.values()).slice(0, 1))
  }

  #add(key: string, event: Event): void {
    const timed = { event, atMs: eventTimeOf(event) ?? 0 }
    const id = samenessOf(event)
    const group = this.#groups.get(id) ?? { events: new Map(), places: new Map(), count: 0 }
    group.events.set(key, timed)
    group.count += timesOf(event)
    const place = placeOf(event)
    group.places.set(place, (group.places.get(place) ?? 0) + 1)
    this.#groups.set(id, group)
    if (!isKept(event)) return
    const own = this.#about.get(place) ?? new Map<string, Timed>()
    this.#about.set(place, own.set(key, timed))
  }

  #remove(key: string, event: Event): void {
    const id = samenessOf(event)
    const place = placeOf(event)
    const group = this.#groups.get(id)
    if (group?.events.delete(key) === true) {
      group.count -= timesOf(event)
      const left = (group.places.get(place) ?? 1) - 1
      if (left === 0) group.places.delete(place)
      else group.places.set(place, left)
    }
    if (group?.events.size === 0) this.#groups.delete(id)
    const own = this.#about.get(place)
    if (own?.delete(key) === true && own.size === 0) this.#about.delete(place)
  }
}

function lineOf(id: string, { events, places, count }: Group): readonly EventLine[] {
  let latest: Timed | undefined
  for (const timed of events.values()) if (latest === undefined || timed.atMs > latest.atMs) latest = timed
  return latest === undefined ? [] : [{ ...latest, id, count, objects: places.size }]
}

function newestFirst(events: Iterable<Timed>): readonly Event[] {
  return [...events].toSorted((a, b) => b.atMs - a.atMs).map(({ event }) => event)
}

function isKept({ type, involvedObject: { kind } }: Event): boolean {
  return type === "Warning" || kind === "PersistentVolumeClaim"
}

function placeOf({ involvedObject: { kind = "", namespace = "", name = "" } }: Event): string {
  return `${kind} ${namespace}/${name}`
}

function timesOf({ series, count }: Event): number {
  return series?.count ?? count ?? 1
}

function samenessOf({ type, reason = "", message = "", involvedObject }: Event): string {
  const { kind = "", namespace = "", name = "" } = involvedObject
  const made = kind === "Pod" || kind === "ReplicaSet" || kind === "Job"
  return [type, reason, kind, namespace, made ? stemOf(name) : name, message.slice(0, tellingLength)].join("|")
}
