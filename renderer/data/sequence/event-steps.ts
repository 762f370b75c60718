import type { Event } from "../../../core/apis/core/v1.gen.ts"
import { texts } from "../../texts/texts.ts"
import { runtimeLane, sourceOf } from "./actors.ts"
import type { Draft } from "./draft.ts"
import { momentOf } from "./event-moment.ts"
import type { Family } from "./family.ts"
import { placeOf, pluralOf } from "./kinds.ts"

const words = texts.sequence

/** What a kubelet has the runtime do. */
const runtimeWork: Readonly<Record<string, (about: string) => string>> = words.runtimeWork

/**
 * What components tell of their own work: kubelets have the runtime do it, the others only say it. What the audit log
 * tells better, as bindings and creations that went well, is left to it.
 */
export function eventSteps(events: readonly Event[], family: Family): readonly Draft[] {
  return events.flatMap((event): readonly Draft[] => {
    const { involvedObject, reason = "", message = "", type } = event
    const { kind = "", namespace = "", name = "", uid } = involvedObject
    const plural = pluralOf(kind)
    const source = sourceOf(event)
    if (plural === undefined || source === undefined) return []
    const place = placeOf({ plural, namespace, name })
    const member = family.objects.get(place)
    if (!family.parents.has(place) || (member !== undefined && member.metadata.uid !== uid)) return []
    const isKubelet = source.id === "kubelet"
    if (type === "Normal" && !isKubelet) return []
    const work = isKubelet ? runtimeWork[reason] : undefined
    const target = work === undefined ? source : runtimeLane
    const times = event.count ?? 1
    const label = work === undefined ? `${reason}: ${message}` : work(containerOf(event) ?? name)
    return [
      {
        id: event.metadata.uid ?? event.metadata.name ?? "",
        atMs: momentOf(event),
        from: source.id,
        to: target.id,
        kind: "event",
        tone: type === "Warning" ? "warn" : "plain",
        label: times > 1 ? words.several(label, times) : label,
        plainLabel: work === undefined ? reason : work(""),
        sort: reason,
        about: { group: "", version: "v1", plural, kind, namespace, name },
        place,
        records: [],
        events: [event],
        lanes: [source, target],
      },
    ]
  })
}

/** "spec.containers{web}" → "web". */
function containerOf({ involvedObject: { fieldPath = "" } }: Event): string | undefined {
  return /\{(.+)\}$/.exec(fieldPath)?.[1]
}
