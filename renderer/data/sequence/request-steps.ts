import type { Pod } from "../../../core/apis/core/v1.gen.ts"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import { texts } from "../../texts/texts.ts"
import type { ObjectAddress } from "../problems/problem.ts"
import { actorOf, apiServerLane } from "./actors.ts"
import type { Draft } from "./draft.ts"
import type { Family } from "./family.ts"
import { kindOf, placeOf } from "./kinds.ts"
import { type SeenStatus, summaryOf } from "./status-summary.ts"

const words = texts.sequence

/** One arrow to the API server for every write to a member of the family. */
export function requestSteps(
  records: readonly AuditRecord[],
  family: Family,
  seen: readonly SeenStatus[],
): readonly Draft[] {
  const own = records.filter((record) => family.parents.has(placeOfRecord(record)))
  const statuses = new Map(seen.map(({ place, resourceVersion, summary }) => [`${place} ${resourceVersion}`, summary]))
  return own.map((record): Draft => {
    const place = placeOfRecord(record)
    const actor = actorOf(record)
    const status = statuses.get(`${place} ${record.resourceVersion}`) ?? currentStatus(family, place, record)
    const label = labelOf(record, { status, node: nodeOf(family, place) })
    const isRefused = record.code >= 400
    return {
      id: record.id,
      atMs: record.atMs,
      from: actor.id,
      to: apiServerLane.id,
      kind: "request",
      tone: record.code === 409 ? "warn" : isRefused ? "bad" : "plain",
      label: isRefused ? words.failed(label, record.code) : label,
      plainLabel: labelOf({ ...record, name: "" }, {}),
      sort: [record.verb, record.resource, record.subresource, isRefused].join(" "),
      about: addressOf(record),
      place,
      records: [record],
      events: [],
      lanes: [actor, apiServerLane],
    }
  })
}

export function placeOfRecord({ resource, namespace, name }: AuditRecord): string {
  return placeOf({ plural: resource, namespace, name })
}

function labelOf(
  { verb, resource, subresource, name }: AuditRecord,
  known: { readonly status?: string | undefined; readonly node?: string | undefined },
): string {
  const kind = kindOf(resource)
  const verbWord = words.verbs[verb] ?? verb
  switch (subresource) {
    case "":
      return words.request(verbWord, kind, name)
    case "status":
      return words.status(kind, name, known.status).trimEnd()
    case "binding":
      return words.bind(name, known.node).trimEnd()
    case "scale":
      return words.scale(kind, name).trimEnd()
    default:
      return words.subresource(verbWord, subresource, kind, name).trimEnd()
  }
}

/** What the object says now, where it is still as this write left it. */
function currentStatus(family: Family, place: string, { resourceVersion }: AuditRecord): string | undefined {
  const object = family.objects.get(place)
  return object?.metadata.resourceVersion === resourceVersion ? summaryOf(object) : undefined
}

function nodeOf(family: Family, place: string): string | undefined {
  const object = family.objects.get(place)
  return object?.kind === "Pod" ? (object as unknown as Pod).spec.nodeName : undefined // its kind says so
}

function addressOf({ group, resource, namespace, name }: AuditRecord): ObjectAddress {
  return { group, version: "v1", plural: resource, kind: kindOf(resource), namespace, name }
}
