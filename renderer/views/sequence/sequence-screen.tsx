import { Workflow } from "lucide-react"
import { useCallback, useMemo, useState } from "react"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import { operationCommand } from "../../../core/bridge/operation-command.ts"
import type { ObjectAddress } from "../../data/problems/problem.ts"
import { recentWork, startOf } from "../../data/sequence/sequence-of.ts"
import type { Sequence } from "../../data/sequence/step.ts"
import { useAudit } from "../../data/use-audit.ts"
import { useSequence } from "../../data/use-sequence.ts"
import { CopyCommand } from "../../design/copy-command.tsx"
import { EmptyState } from "../../design/empty-state.tsx"
import { ErrorState } from "../../design/error-state.tsx"
import { SkeletonRows } from "../../design/skeleton.tsx"
import { kubectlCommand } from "../../shell/command-text.ts"
import { texts } from "../../texts/texts.ts"
import { Diagram } from "./diagram.tsx"
import { SequenceBar } from "./sequence-bar.tsx"
import { addressOf, useSequenceActions } from "./use-sequence-actions.ts"

const words = texts.sequence
const none: readonly AuditRecord[] = []

/** Whose story is shown, and since when. */
interface Story {
  readonly root: ObjectAddress
  readonly sinceMs: number
}

/** What was on the screen when somebody paused it. */
interface Frozen {
  readonly story: Story
  readonly sequence: Sequence
}

/** Who did what for one object: the diagram of the books, out of what really happened, while it happens. */
export function SequenceScreen({ profile }: { readonly profile: string }) {
  const audit = useAudit(profile)
  const records = audit.value ?? none
  const recent = useMemo(() => recentWork(records), [records])
  const [picked, setPicked] = useState<Story>()
  const [frozen, setFrozen] = useState<Frozen>()
  const [watches, setWatches] = useState(true)
  const latest = recent[0]
  const current = useMemo(() => picked ?? (latest && storyOf(latest)), [picked, latest])
  const live = useSequence(current?.root, current?.sinceMs ?? 0, records)
  const sequence = useMemo(() => withWatches(frozen?.sequence ?? live, watches), [frozen, live, watches])
  const onPick = useCallback(
    (root: ObjectAddress | undefined) => {
      setFrozen(undefined)
      setPicked(root && { root, sinceMs: startOf(records, root) })
    },
    [records],
  )
  const story = frozen?.story ?? current
  const onPause = useCallback(
    (paused: boolean) => setFrozen(paused && current && live ? { story: current, sequence: live } : undefined),
    [current, live],
  )
  const choices = { recent, paused: frozen !== undefined, watches, onPick, onPause, onWatches: setWatches }
  useSequenceActions(choices)

  if (audit.error !== undefined)
    return <ErrorState title={words.unreadable} message={audit.error.message} advice={audit.error.advice} />
  if (audit.value === undefined) return <SkeletonRows rows={10} label={words.loading} />
  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">{words.title}</h1>
      <SequenceBar {...choices} root={story?.root} isFollowing={picked === undefined} />
      {story === undefined || sequence === undefined || sequence.steps.length === 0 ? (
        <Waiting profile={profile} hasLog={records.length > 0} />
      ) : (
        <Diagram
          key={`${story.root.plural} ${story.root.namespace} ${story.root.name}`}
          profile={profile}
          root={story.root}
          sequence={sequence}
        />
      )}
    </div>
  )
}

function Waiting({ profile, hasLog }: { readonly profile: string; readonly hasLog: boolean }) {
  if (!hasLog) {
    const restart = operationCommand({ action: "restart", profile })
    return (
      <EmptyState
        icon={Workflow}
        title={words.noLog}
        detail={words.noLogDetail}
        actions={<CopyCommand command={restart} />}
      />
    )
  }
  const create = kubectlCommand(profile, ["create", "deployment", "web", "--image=nginx"])
  return (
    <EmptyState
      icon={Workflow}
      title={words.waiting}
      detail={words.waitingDetail}
      actions={<CopyCommand command={create} />}
    />
  )
}

function storyOf(record: AuditRecord): Story {
  return { root: addressOf(record), sinceMs: record.atMs }
}

function withWatches(sequence: Sequence | undefined, watches: boolean): Sequence | undefined {
  if (sequence === undefined || watches) return sequence
  return { ...sequence, steps: sequence.steps.filter(({ kind }) => kind !== "watch") }
}
