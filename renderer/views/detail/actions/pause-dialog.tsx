import { useClusterAccess, useClusterClient } from "../../../data/cluster-data.tsx"
import { ConfirmDialog } from "../../../design/confirm-dialog.tsx"
import { texts } from "../../../texts/texts.ts"
import { nameOf, namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { kubectlAt, slashed } from "./header-actions.ts"

const words = texts.detail.headerActions

export interface PauseDialogProps extends ObjectViewProps {
  /** What it shall be. */
  readonly paused: boolean
  onClose(): void
}

/** Asks before a rollout stops where it is, or goes on. */
export function PauseDialog({ resource, object, paused, onClose }: PauseDialogProps) {
  const { client } = useClusterClient()
  const { kubectl } = useClusterAccess()
  async function change(): Promise<void> {
    const at = { namespace: namespaceOf(object), name: nameOf(object) }
    await client.patch(resource, at, { type: "merge", body: { spec: { paused: paused ? true : null } } })
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={paused ? words.pauseTitle(nameOf(object)) : words.resumeTitle(nameOf(object))}
      confirmLabel={paused ? words.pause : words.resume}
      command={`${kubectlAt({ kubectl, object })} rollout ${paused ? "pause" : "resume"} ${slashed({ resource, object })}`}
      onConfirm={change}
    >
      <p>{paused ? words.pauseDetail : words.resumeDetail}</p>
    </ConfirmDialog>
  )
}
