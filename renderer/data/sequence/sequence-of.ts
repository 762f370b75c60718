import type { Event } from "../../../core/apis/core/v1.gen.ts"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import type { ApiObject } from "../../../core/machinery/meta/object.ts"
import { texts } from "../../texts/texts.ts"
import type { ObjectAddress } from "../problems/problem.ts"
import { apiServerLane, inOrder, isPerson } from "./actors.ts"
import { stepsOf } from "./draft.ts"
import { eventSteps } from "./event-steps.ts"
import { familyOf } from "./family.ts"
import { placeOf } from "./kinds.ts"
import { placeOfRecord, requestSteps } from "./request-steps.ts"
import type { SeenStatus } from "./status-summary.ts"
import type { Sequence } from "./step.ts"
import { watchSteps } from "./watch-steps.ts"

export interface Observations {
  /** In the order of time. */
  readonly records: readonly AuditRecord[]
  readonly events: readonly Event[]
  /** Each with its kind, those that are gone too where they were seen. */
  readonly objects: readonly ApiObject[]
  /** What statuses said in versions that were seen. */
  readonly statuses: readonly SeenStatus[]
}

/** The last steps are shown. */
const stepsMax = 400

/** What happened to one object and to everything it caused, from `sinceMs` on. */
export function sequenceOf(
  { records, events, objects, statuses }: Observations,
  root: ObjectAddress,
  sinceMs: number,
): Sequence {
  const family = familyOf(root, objects, records)
  const told = [...requestSteps(records, family, statuses), ...eventSteps(events, family)]
    .filter(({ atMs }) => atMs >= sinceMs)
    .toSorted((a, b) => a.atMs - b.atMs)
  const seen = watchSteps(told, family)
  // A stable sort: what was seen stands right behind what it was a sight of.
  const all = [...told, ...seen].toSorted((a, b) => a.atMs - b.atMs || rank(a.kind) - rank(b.kind))
  const lanes = inOrder([apiServerLane, ...all.flatMap((draft) => draft.lanes)])
  return {
    lanes,
    steps: stepsOf(all, texts.sequence.several).slice(-stepsMax),
    startMs: all[0]?.atMs ?? sinceMs,
  }
}

function rank(kind: string): number {
  return kind === "watch" ? 1 : 0
}

/** When the story of an object begins: with the last that a person changed in it, as far back as the log goes. */
export function startOf(records: readonly AuditRecord[], root: ObjectAddress): number {
  const place = placeOf(root)
  const last = records.findLast((record) => isPersonsWork(record) && placeOfRecord(record) === place)
  return last?.atMs ?? 0
}

/** What people changed, the last first, each object once: what a sequence may begin with. */
export function recentWork(records: readonly AuditRecord[]): readonly AuditRecord[] {
  const last = new Map<string, AuditRecord>()
  for (const record of records) {
    if (!isPersonsWork(record)) continue
    const place = placeOfRecord(record)
    last.delete(place) // so that it moves to the end
    last.set(place, record)
  }
  return [...last.values()].toReversed()
}

const writes: readonly string[] = ["create", "update", "patch", "delete"]

function isPersonsWork(record: AuditRecord): boolean {
  const { verb, subresource, name, code } = record
  return (
    isPerson(record) &&
    writes.includes(verb) &&
    (subresource === "" || subresource === "scale") &&
    name !== "" &&
    code < 400
  )
}
