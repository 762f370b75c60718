import { texts } from "../../texts/texts.ts"
import { apiServerLane } from "./actors.ts"
import type { Draft } from "./draft.ts"
import type { Family } from "./family.ts"

const words = texts.sequence

/**
 * Who reacts has seen what it reacts to: the API server told it, for it watches. Nothing logs that; it follows from what
 * it did next. Told once for each who sees something.
 *
 *   create ReplicaSet web-1 (by the ReplicaSet controller: create Pod web-1-a)  →  the controller sees ReplicaSet web-1
 *   bind Pod web-1-a        (by the kubelet: its first word of that pod)        →  the kubelet sees Pod web-1-a
 */
export function watchSteps(drafts: readonly Draft[], family: Family): readonly Draft[] {
  const seen = new Set<string>()
  return drafts.flatMap((draft): readonly Draft[] => {
    const cause = causeOf(draft, drafts, family)
    if (cause === undefined) return []
    const key = `${draft.from} ${cause.id}`
    if (seen.has(key)) return []
    seen.add(key)
    const lanes = draft.lanes.filter(({ id }) => id === draft.from)
    const { kind, name } = cause.about
    return [
      {
        ...cause,
        id: `sees ${key}`,
        from: apiServerLane.id,
        to: draft.from,
        kind: "watch",
        tone: "plain",
        label: words.sees(words.request("", kind, name)),
        plainLabel: words.sees(kind),
        sort: `sees ${cause.sort}`,
        lanes: [apiServerLane, ...lanes],
      },
    ]
  })
}

/** The write that made somebody act: not one of statuses, which are watched too, but tell another story. */
function causeOf(draft: Draft, drafts: readonly Draft[], family: Family): Draft | undefined {
  if (draft.from.startsWith("user:") || draft.from === apiServerLane.id) return undefined
  const place = isForParent(draft) ? family.parents.get(draft.place) : draft.place
  const isKubelet = draft.from === "kubelet"
  return drafts.findLast(
    (each) =>
      each.kind === "request" &&
      each.place === place &&
      each.atMs <= draft.atMs &&
      each.from !== draft.from &&
      isCause(each, isKubelet),
  )
}

/** A controller makes and takes away because of what it does so for; a kubelet takes away a pod that was to go. */
function isForParent({ from, records: [record] }: Draft): boolean {
  if (record?.subresource !== "") return false
  return record.verb === "create" || (record.verb === "delete" && from !== "kubelet")
}

function isCause({ records: [record] }: Draft, forKubelet: boolean): boolean {
  if (record === undefined || record.code >= 400) return false
  if (forKubelet) return record.subresource === "binding" || record.verb === "delete"
  return record.subresource === "" || record.subresource === "scale"
}
