import { useEffect, useRef, useState } from "react"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { placeOf, pluralOf } from "./sequence/kinds.ts"
import { type SeenStatus, summaryOf } from "./sequence/status-summary.ts"

const statusesMax = 1_000
const goneMax = 200

export interface Seen {
  /** What statuses said in the versions that were seen. */
  readonly statuses: readonly SeenStatus[]
  /** Objects that were there and are gone. */
  readonly gone: readonly ApiObject[]
}

/** What one sees only by looking on: what versions of objects said that are no longer the last, and what is gone. */
export function useSeenStatuses(objects: readonly ApiObject[]): Seen {
  const before = useRef<ReadonlyMap<string, ApiObject>>(new Map())
  const [seen, setSeen] = useState<Seen>({ statuses: [], gone: [] })
  useEffect(() => {
    const now = new Map(objects.flatMap((object) => placed(object)))
    const statuses = [...now].flatMap(([place, object]) =>
      before.current.get(place) === object ? [] : said(place, object),
    )
    const gone = [...before.current].flatMap(([place, object]) => (now.has(place) ? [] : [object]))
    before.current = now
    if (statuses.length === 0 && gone.length === 0) return
    setSeen((known) => ({
      statuses: [...known.statuses, ...statuses].slice(-statusesMax),
      gone: [...known.gone, ...gone].slice(-goneMax),
    }))
  }, [objects])
  return seen
}

function placed(object: ApiObject): readonly (readonly [string, ApiObject])[] {
  const plural = pluralOf(object.kind ?? "")
  const { namespace = "", name = "" } = object.metadata
  return plural === undefined ? [] : [[placeOf({ plural, namespace, name }), object]]
}

function said(place: string, object: ApiObject): readonly SeenStatus[] {
  const summary = summaryOf(object)
  const { resourceVersion } = object.metadata
  return summary === undefined || resourceVersion === undefined ? [] : [{ place, resourceVersion, summary }]
}
