import { useMemo } from "react"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import type { ObjectAddress } from "../../data/problems/problem.ts"
import { kindOf } from "../../data/sequence/kinds.ts"
import { useActions } from "../../shell/actions.ts"
import { texts } from "../../texts/texts.ts"

const words = texts.sequence
const recentMax = 5

interface SequenceChoices {
  readonly recent: readonly AuditRecord[]
  readonly paused: boolean
  readonly watches: boolean
  onPick(root: ObjectAddress | undefined): void
  onPause(paused: boolean): void
  onWatches(watches: boolean): void
}

/** What the bar offers, in the palette and by shortcuts too. */
export function useSequenceActions({ recent, paused, watches, onPick, onPause, onWatches }: SequenceChoices): void {
  const actions = useMemo(() => {
    const section = words.title
    const stories = recent.slice(0, recentMax).map((record) => {
      const about = addressOf(record)
      const name = `${about.kind} ${about.namespace === "" ? "" : `${about.namespace}/`}${about.name}`
      return {
        id: `sequence.story:${about.plural} ${about.namespace}/${about.name}`,
        title: words.showStory(name),
        section,
        run: () => onPick(about),
      }
    })
    return [
      {
        id: "sequence.pause",
        title: paused ? words.goOn : words.pause,
        section,
        shortcut: "p",
        run: () => onPause(!paused),
      },
      { id: "sequence.watches", title: words.watches, section, shortcut: "w", run: () => onWatches(!watches) },
      { id: "sequence.follow", title: words.follow, section, run: () => onPick(undefined) },
      ...stories,
    ]
  }, [recent, paused, watches, onPick, onPause, onWatches])
  useActions(actions)
}

/** Whom an audit record is about. */
export function addressOf({ group, resource, namespace, name }: AuditRecord): ObjectAddress {
  return { group, version: "v1", plural: resource, kind: kindOf(resource), namespace, name }
}
