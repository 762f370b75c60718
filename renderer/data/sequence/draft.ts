import type { Lane, Step } from "./step.ts"

/** A step before what belongs together is put together. */
export interface Draft extends Omit<Step, "count"> {
  /** Without a name, for several of a sort. */
  readonly plainLabel: string
  /** Steps of the same sort between the same two, one right after the other, are one. */
  readonly sort: string
  readonly place: string
  readonly lanes: readonly Lane[]
}

/** Farther apart than this, two things did not happen together. */
const togetherMs = 1_000

/** Drafts in the order of time become steps; neighbours of one sort become one. */
export function stepsOf(drafts: readonly Draft[], several: (label: string, count: number) => string): readonly Step[] {
  const groups: Draft[][] = []
  for (const draft of drafts) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && belongs(draft, last)) group.push(draft)
    else groups.push([draft])
  }
  return groups.flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)]
    if (first === undefined || last === undefined) return []
    const { plainLabel, sort, place, lanes, ...step } = first
    const label = new Set(group.map((each) => each.place)).size > 1 ? plainLabel : last.label
    return [
      {
        ...step,
        label: group.length === 1 ? label : several(label, group.length),
        count: group.length,
        records: group.flatMap(({ records }) => records),
        events: group.flatMap(({ events }) => events),
      },
    ]
  })
}

function belongs(draft: Draft, last: Draft): boolean {
  const isSame = draft.kind === last.kind && draft.from === last.from && draft.to === last.to
  return isSame && draft.sort === last.sort && draft.atMs - last.atMs < togetherMs
}
