import { useEffect, useRef, useState } from "react"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { browserClock } from "./browser-clock.ts"
import { placeOf, pluralOf } from "./sequence/kinds.ts"
import { type StatusChange, summaryOf } from "./sequence/status-summary.ts"

const changesMax = 500

export interface Seen {
  /** Statuses that became others while somebody looked, in the order of time. */
  readonly changes: readonly StatusChange[]
  /** Objects that were there and are gone. */
  readonly gone: readonly ApiObject[]
}

/** What one sees only by looking on: each look at the objects is compared with the one before. */
export function useStatusChanges(objects: readonly ApiObject[]): Seen {
  const before = useRef<ReadonlyMap<string, ApiObject>>(new Map())
  const [seen, setSeen] = useState<Seen>({ changes: [], gone: [] })
  useEffect(() => {
    const now = new Map(objects.flatMap((object) => placed(object)))
    const changes = changesBetween(before.current, now, browserClock.now())
    const gone = [...before.current].flatMap(([place, object]) => (now.has(place) ? [] : [object]))
    before.current = now
    if (changes.length === 0 && gone.length === 0) return
    setSeen((known) => ({
      changes: [...known.changes, ...changes].slice(-changesMax),
      gone: [...known.gone, ...gone].slice(-changesMax),
    }))
  }, [objects])
  return seen
}

function placed(object: ApiObject): readonly (readonly [string, ApiObject])[] {
  const plural = pluralOf(object.kind ?? "")
  const { namespace = "", name = "" } = object.metadata
  return plural === undefined ? [] : [[placeOf({ plural, namespace, name }), object]]
}

function changesBetween(
  before: ReadonlyMap<string, ApiObject>,
  now: ReadonlyMap<string, ApiObject>,
  atMs: number,
): readonly StatusChange[] {
  if (before.size === 0) return [] // the first look: everything is as it was
  return [...now].flatMap(([place, object]) => {
    const old = before.get(place)
    if (old === object) return []
    const summary = summaryOf(object)
    if (summary === undefined || (old !== undefined && summaryOf(old) === summary)) return []
    return [{ place, atMs, summary }]
  })
}
