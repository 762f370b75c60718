import { Plus, X } from "lucide-react"
import { useState } from "react"
import { quoteWord } from "../../../../core/base/shell-words.ts"
import { useClusterAccess, useClusterClient } from "../../../data/cluster-data.tsx"
import { Button, IconButton } from "../../../design/button.tsx"
import { CopyCommand } from "../../../design/copy-command.tsx"
import { ErrorNote } from "../../../design/error-state.tsx"
import { FormDialog } from "../../../design/form-dialog.tsx"
import { TextField } from "../../../design/text-field.tsx"
import { texts } from "../../../texts/texts.ts"
import { kubectlWord } from "../../resources/actions/kubectl-command.ts"
import { nameOf, namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { kubectlAt } from "./header-actions.ts"
import { type LabelRow, labelChanges, labelWords } from "./label-changes.ts"

const words = texts.detail.headerActions

/** Changes an object's labels. Only what was changed is written. */
export function LabelsDialog({ resource, object, onClose }: ObjectViewProps & { onClose(): void }) {
  const { kubectl } = useClusterAccess()
  const [before] = useState(() => object.metadata.labels ?? {})
  const [rows, setRows] = useState(() => rowsOf(before))
  const changes = labelChanges(before, rows)
  const isChanged = Object.keys(changes).length > 0
  const { save, busy, failure } = useSaving({ resource, object }, onClose)
  const command = [
    kubectlAt({ kubectl, object }),
    "label --overwrite",
    kubectlWord(resource),
    quoteWord(nameOf(object)),
  ]
  return (
    <FormDialog
      onClose={onClose}
      title={words.labelsTitle(nameOf(object))}
      submitLabel={texts.common.save}
      ready={isChanged}
      busy={busy}
      onSubmit={() => save(changes)}
    >
      <LabelRows rows={rows} onChange={setRows} />
      <CopyCommand command={[...command, ...labelWords(changes).map(quoteWord)].join(" ")} />
      {failure !== undefined && <ErrorNote message={failure} />}
    </FormDialog>
  )
}

function LabelRows({
  rows,
  onChange,
}: {
  readonly rows: readonly LabelRow[]
  onChange(rows: readonly LabelRow[]): void
}) {
  const change = (id: number, part: Partial<LabelRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))
  const nextId = 1 + Math.max(0, ...rows.map(({ id }) => id))
  return (
    <div className="flex flex-col gap-2">
      {rows.map(({ id, name, value }) => (
        <div key={id} className="grid grid-cols-[1fr_1fr_auto] gap-2">
          <TextField
            label={words.labelName}
            hideLabel
            mono
            value={name}
            onChange={(next) => change(id, { name: next })}
          />
          <TextField
            label={words.labelValue(name)}
            hideLabel
            mono
            value={value}
            onChange={(next) => change(id, { value: next })}
          />
          <IconButton
            icon={X}
            label={words.removeLabel(name)}
            onClick={() => onChange(rows.filter((row) => row.id !== id))}
          />
        </div>
      ))}
      <div>
        <Button size="sm" icon={Plus} onClick={() => onChange([...rows, { id: nextId, name: "", value: "" }])}>
          {words.addLabel}
        </Button>
      </div>
    </div>
  )
}

function rowsOf(labels: Readonly<Record<string, string>>): readonly LabelRow[] {
  return Object.entries(labels).map(([name, value], id) => ({ id, name, value }))
}

function useSaving({ resource, object }: Pick<ObjectViewProps, "resource" | "object">, onDone: () => void) {
  const { client } = useClusterClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  async function write(labels: Readonly<Record<string, string | null>>): Promise<void> {
    setBusy(true)
    setFailure(undefined)
    try {
      const at = { namespace: namespaceOf(object), name: nameOf(object) }
      await client.patch(resource, at, { type: "merge", body: { metadata: { labels } } })
      onDone()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return { busy, failure, save: (labels: Readonly<Record<string, string | null>>) => void write(labels) }
}
