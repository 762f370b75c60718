import { useId } from "react"
import type { ClusterDefaults } from "../../../core/bridge/contract/clusters.ts"
import { useClusters } from "../../data/use-clusters.ts"
import { Button } from "../../design/button.tsx"
import { CopyCommand } from "../../design/copy-command.tsx"
import { Dialog } from "../../design/dialog.tsx"
import { TextField } from "../../design/text-field.tsx"
import { texts } from "../../texts/texts.ts"
import { type ClusterWishes, errorsOf, startCommand } from "./cluster-wishes.ts"
import { DriverChoice } from "./driver-choice.tsx"
import { formatMemory } from "./format-amounts.ts"

interface CreateFormProps {
  readonly wishes: ClusterWishes
  readonly defaults: ClusterDefaults
  readonly busy: boolean
  readonly opener: HTMLElement | null
  /** The name of one that was tried here and failed: what is there of it is gone on with. */
  readonly tried: string | undefined
  onChange(wishes: ClusterWishes): void
  onCreate(): void
  onClose(): void
}

/** What a new cluster shall be. Everything has a value already: Enter makes it. */
export function CreateForm({ wishes, defaults, busy, opener, tried, onChange, onCreate, onClose }: CreateFormProps) {
  const form = useId()
  const { dialog } = texts.clusters
  const { machine } = defaults
  const names = useClusters().value?.map(({ name }) => name) ?? []
  const taken = names.filter((name) => name !== tried)
  const errors = errorsOf(wishes, { taken, machine })
  const right = Object.keys(errors).length === 0
  const change = (part: Partial<ClusterWishes>) => onChange({ ...wishes, ...part })
  return (
    <Dialog
      open
      opener={opener}
      onClose={onClose}
      title={dialog.title}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button type="submit" form={form} variant="primary" disabled={!right} busy={busy}>
            {dialog.create}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (right && !busy) onCreate()
        }}
      >
        <TextField
          label={dialog.name}
          hint={dialog.nameHint}
          error={errors.name}
          value={wishes.name}
          onChange={(name) => change({ name })}
        />
        <DriverChoice value={wishes.driver} onChange={(driver) => change({ driver })} />
        <Sizes wishes={wishes} machine={machine} errors={errors} onChange={change} />
        <div className="flex flex-col gap-1">
          <span className="text-sm font-medium text-muted">{dialog.equivalent}</span>
          <CopyCommand command={startCommand(wishes)} />
        </div>
      </form>
    </Dialog>
  )
}

interface SizesProps {
  readonly wishes: ClusterWishes
  readonly machine: ClusterDefaults["machine"]
  readonly errors: ReturnType<typeof errorsOf>
  onChange(part: Partial<ClusterWishes>): void
}

function Sizes({ wishes, machine, errors, onChange }: SizesProps) {
  const { dialog } = texts.clusters
  const over =
    Number(wishes.nodes) * Number(wishes.cpus) > machine.cpus ||
    Number(wishes.nodes) * Number(wishes.memory) * 1024 > machine.memoryMiB
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid grid-cols-3 items-start gap-3">
        <TextField
          type="number"
          label={dialog.nodes}
          value={wishes.nodes}
          error={errors.nodes}
          min={1}
          step={1}
          onChange={(nodes) => onChange({ nodes })}
        />
        <TextField
          type="number"
          label={dialog.cpus}
          value={wishes.cpus}
          error={errors.cpus}
          min={0}
          max={machine.cpus}
          step="any"
          onChange={(cpus) => onChange({ cpus })}
        />
        <TextField
          type="number"
          label={dialog.memory}
          unit={dialog.memoryUnit}
          value={wishes.memory}
          error={errors.memory}
          min={1}
          step="any"
          onChange={(memory) => onChange({ memory })}
        />
      </div>
      <p className={over ? "text-sm text-warn-ink" : "text-sm text-faint"}>
        {dialog.machine(machine.cpus, formatMemory(machine.memoryMiB))}
        {over && ` ${dialog.overMachine}`}
      </p>
    </div>
  )
}
