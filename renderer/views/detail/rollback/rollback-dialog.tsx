import { clsx } from "clsx"
import { useState } from "react"
import { useClusterAccess, useClusterClient } from "../../../data/cluster-data.tsx"
import { Badge } from "../../../design/badge.tsx"
import { Button } from "../../../design/button.tsx"
import { CopyCommand } from "../../../design/copy-command.tsx"
import { Dialog } from "../../../design/dialog.tsx"
import { ErrorNote } from "../../../design/error-state.tsx"
import { SkeletonRows } from "../../../design/skeleton.tsx"
import { useToaster } from "../../../design/toast.tsx"
import { texts } from "../../../texts/texts.ts"
import { kubectlAt, slashed } from "../actions/header-actions.ts"
import { Age } from "../parts/age.tsx"
import { nameOf, namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { specFields } from "../parts/status-of.ts"
import { DiffView } from "../yaml/diff-view.tsx"
import { formatManifest } from "../yaml/manifest-text.ts"
import type { Revision } from "./revisions.ts"
import { useRevisions } from "./use-revisions.ts"

const words = texts.detail.rollback

/** The revisions of a workload, what each would change, and the way back to one. */
export function RollbackDialog(props: ObjectViewProps & { onClose(): void }) {
  const { resource, object, onClose } = props
  const { kubectl } = useClusterAccess()
  const { revisions, synced } = useRevisions(object)
  const [wanted, setWanted] = useState<number>()
  const earlier = revisions.filter((revision) => !revision.current)
  const chosen = earlier.find(({ number }) => number === wanted) ?? earlier[0]
  const current = revisions.find((revision) => revision.current)
  const { rollBack, busy, failure } = useRollback(props)
  const paused = specFields(object)["paused"] === true
  const undo =
    chosen &&
    `${kubectlAt({ kubectl, object })} rollout undo ${slashed({ resource, object })} --to-revision=${chosen.number}`
  return (
    <Dialog
      open
      onClose={onClose}
      size="xl"
      padding="flush"
      title={words.title(nameOf(object))}
      description={words.detail}
      footnote={undo !== undefined && <CopyCommand command={undo} />}
      footer={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button
            variant="primary"
            disabled={chosen === undefined || paused}
            busy={busy}
            onClick={() => chosen && rollBack(chosen)}
          >
            {chosen === undefined ? words.action : words.rollbackTo(chosen.number)}
          </Button>
        </>
      }
    >
      {(paused || failure !== undefined) && (
        <div className="px-5 pb-3">
          <ErrorNote message={failure ?? words.paused} />
        </div>
      )}
      {synced ? (
        <div className="grid h-[56vh] grid-cols-[240px_minmax(0,1fr)] border-t border-line">
          <RevisionList revisions={revisions} chosen={chosen} onChoose={setWanted} />
          <RevisionDiff current={current} chosen={chosen} object={props.object} />
        </div>
      ) : (
        <SkeletonRows label={texts.common.loading} />
      )}
    </Dialog>
  )
}

interface RevisionListProps {
  readonly revisions: readonly Revision[]
  readonly chosen: Revision | undefined
  onChoose(number: number): void
}

function RevisionList({ revisions, chosen, onChoose }: RevisionListProps) {
  return (
    <ul aria-label={words.revisions} className="flex flex-col gap-1 overflow-y-auto border-r border-line p-2">
      {revisions.map((revision) => (
        <li key={revision.number}>
          <button
            type="button"
            disabled={revision.current}
            aria-pressed={revision === chosen}
            onClick={() => onChoose(revision.number)}
            className={clsx(
              "w-full rounded-md px-2.5 py-1.5 text-left enabled:hover:bg-hover",
              revision === chosen && "bg-selected",
            )}
          >
            <span className="flex items-center justify-between gap-2">
              <span className="font-medium">{words.revision(revision.number)}</span>
              {revision.current ? <Badge tone="ok">{words.current}</Badge> : <Age since={revision.createdAt} />}
            </span>
            <span className="block text-sm break-words text-muted">{revision.cause || words.noCause}</span>
            {revision.pods !== undefined && (
              <span className="block text-sm text-muted">{words.pods(revision.pods.ready, revision.pods.count)}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}

interface RevisionDiffProps {
  readonly current: Revision | undefined
  readonly chosen: Revision | undefined
  readonly object: ObjectViewProps["object"]
}

function RevisionDiff({ current, chosen, object }: RevisionDiffProps) {
  if (chosen === undefined) {
    return (
      <div className="p-6">
        <p className="font-medium">{words.none}</p>
        <p className="text-muted">{words.noneDetail}</p>
      </div>
    )
  }
  const now = current?.template ?? specFields(object)["template"]
  return (
    <section className="flex min-h-0 flex-col" aria-label={words.diff}>
      <DiffView
        before={{ label: words.before, text: formatManifest(now as object) }} // a template is an object
        after={{ label: words.after(chosen.number), text: formatManifest(chosen.template) }}
      />
    </section>
  )
}

function useRollback({ resource, object, onClose }: ObjectViewProps & { onClose(): void }) {
  const { client } = useClusterClient()
  const toaster = useToaster()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  async function write({ number, patch }: Revision): Promise<void> {
    setBusy(true)
    setFailure(undefined)
    try {
      await client.patch(resource, { namespace: namespaceOf(object), name: nameOf(object) }, patch)
      toaster.show({ tone: "ok", title: words.done(nameOf(object), number) })
      onClose()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return { busy, failure, rollBack: (revision: Revision) => void write(revision) }
}
