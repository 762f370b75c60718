import { type ReactNode, useId, useState } from "react"
import { keyOf } from "../../../../core/machinery/meta/object.ts"
import { useClusterAccess } from "../../../data/cluster-data.tsx"
import { Button } from "../../../design/button.tsx"
import { Checkbox } from "../../../design/checkbox.tsx"
import { CopyCommand } from "../../../design/copy-command.tsx"
import { Dialog } from "../../../design/dialog.tsx"
import { useToaster } from "../../../design/toast.tsx"
import { texts } from "../../../texts/texts.ts"
import { ActionProgressList } from "./action-progress.tsx"
import { PropagationField, ReplicasField } from "./choice-fields.tsx"
import { DeleteConsequences } from "./delete-consequences.tsx"
import { DrainPreview } from "./drain-preview.tsx"
import type { ActionChoices, ActionTargets, ObjectAction } from "./object-action.ts"
import { useActionRun } from "./use-action-run.ts"

export interface ActionDialogProps {
  readonly action: ObjectAction
  /** The same object from one drawing to the next: what depends on it is looked at once. */
  readonly about: ActionTargets
  onClose(): void
}

const words = texts.resources.dialog

/**
 * Asks before an action: what it is about, what it touches besides, what can be chosen, and the command that does the
 * same. While it runs, it shows how each object fares; it closes by itself when all went well.
 */
export function ActionDialog({ action, about, onClose }: ActionDialogProps): ReactNode {
  const form = useId()
  const { kubectl } = useClusterAccess()
  const toaster = useToaster()
  const [choices, setChoices] = useState(action.defaults)
  const name = nameOf(about)
  const run = useActionRun(() => {
    toaster.show({ tone: "ok", title: words.title(words.done[action.id], name) })
    onClose()
  })
  const isReady = run.state === "ready"
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title(action.verb, name)}
      description={words.about[action.id] || undefined}
      footer={
        <>
          <Button onClick={run.state === "running" ? run.stop : onClose}>
            {run.state === "running" ? words.stop : isReady ? texts.common.cancel : texts.common.close}
          </Button>
          {run.state === "ended" && <Button onClick={run.again}>{words.again}</Button>}
          {run.state !== "ended" && (
            <Button type="submit" form={form} variant={action.danger ? "danger" : "primary"} busy={!isReady}>
              {action.verb}
            </Button>
          )}
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) run.start(action, about, choices)
        }}
      >
        <Names about={about} />
        {isReady ? (
          <Choices action={action} about={about} choices={choices} onChange={setChoices} />
        ) : (
          <ActionProgressList progress={run.progress} ended={run.state === "ended"} />
        )}
        <CopyCommand command={action.command(about, choices, kubectl)} className="max-h-28 overflow-y-auto" />
      </form>
    </Dialog>
  )
}

/** Names that are shown before it says how many more there are. */
const namesShown = 8

/** Of many, which; of one, the title says it. */
function Names({ about: { objects } }: { readonly about: ActionTargets }): ReactNode {
  if (objects.length < 2) return null
  return (
    <ul className="selectable max-h-32 overflow-y-auto font-mono text-sm text-muted">
      {objects.slice(0, namesShown).map((object) => (
        <li key={keyOf(object)}>{keyOf(object)}</li>
      ))}
      {objects.length > namesShown && <li>{words.more(objects.length - namesShown)}</li>}
    </ul>
  )
}

interface ChoicesProps {
  readonly action: ObjectAction
  readonly about: ActionTargets
  readonly choices: ActionChoices
  onChange(choices: ActionChoices): void
}

function Choices({ action, about, choices, onChange }: ChoicesProps): ReactNode {
  switch (action.confirm) {
    case "plain":
      return null
    case "scale":
      return <ReplicasField about={about} choices={choices} onChange={onChange} />
    case "drain":
      return (
        <>
          <DrainPreview about={about} choices={choices} />
          <Checkbox
            label={words.emptyDir}
            checked={choices.deleteEmptyDirData === true}
            onChange={(deleteEmptyDirData) => onChange({ ...choices, deleteEmptyDirData })}
          />
          <Checkbox
            label={words.forceUnmanaged}
            checked={choices.force === true}
            onChange={(force) => onChange({ ...choices, force })}
          />
        </>
      )
    case "delete":
      return (
        <>
          <DeleteConsequences about={about} choices={choices} />
          <PropagationField choices={choices} onChange={onChange} />
          <Checkbox
            label={words.force}
            checked={choices.force === true}
            onChange={(force) => onChange({ ...choices, force })}
          />
        </>
      )
  }
}

function nameOf({ resource, objects }: ActionTargets): string {
  const [only] = objects
  return objects.length === 1 && only !== undefined
    ? (only.metadata.name ?? "")
    : words.many(objects.length, resource.kind)
}
