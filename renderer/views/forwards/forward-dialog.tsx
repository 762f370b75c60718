import { useState } from "react"
import { type BridgeError, bridgeErrorOf } from "../../../core/bridge/messages.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { type ForwardKind, useForwardTargets, useNamespaceNames } from "../../data/use-forward-targets.ts"
import { CopyCommand } from "../../design/copy-command.tsx"
import { ErrorNote } from "../../design/error-state.tsx"
import { FormDialog } from "../../design/form-dialog.tsx"
import { Select } from "../../design/select.tsx"
import { TextField } from "../../design/text-field.tsx"
import { useToaster } from "../../design/toast.tsx"
import { texts } from "../../texts/texts.ts"
import {
  type ForwardWishes,
  forwardCommand,
  forwardInput,
  localPortError,
  portError,
  portsOf,
} from "./forward-wishes.ts"

const { dialog } = texts.forwards
const first: ForwardWishes = { kind: "services", namespace: "default", name: "", port: "", localPort: "" }

/** Asks what to forward: from what there is, so that little has to be typed. */
export function ForwardDialog({ profile, onClose }: { readonly profile: string; onClose(): void }) {
  const [wishes, setWishes] = useState(first)
  const { busy, failure, open } = useOpening(profile, onClose)
  const right =
    wishes.name !== "" && portError(wishes.port) === undefined && localPortError(wishes.localPort) === undefined
  return (
    <FormDialog
      onClose={onClose}
      title={dialog.title}
      description={dialog.description}
      submitLabel={dialog.submit}
      ready={right}
      busy={busy}
      onSubmit={() => open(wishes)}
    >
      <Fields wishes={wishes} onChange={(part) => setWishes({ ...wishes, ...part })} />
      <CopyCommand command={forwardCommand(profile, wishes)} />
      {failure !== undefined && <ErrorNote message={failure.message} advice={failure.advice} />}
    </FormDialog>
  )
}

interface FieldsProps {
  readonly wishes: ForwardWishes
  onChange(part: Partial<ForwardWishes>): void
}

function Fields({ wishes, onChange }: FieldsProps) {
  const namespaces = useNamespaceNames()
  const targets = useForwardTargets(wishes.kind, wishes.namespace)
  const names = targets.map(({ metadata }) => metadata.name ?? "")
  function choose(name: string) {
    const [port] = portsOf(targets.find(({ metadata }) => metadata.name === name))
    onChange({ name, port: port === undefined ? wishes.port : String(port) })
  }
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={dialog.kind}
          value={wishes.kind}
          options={Object.entries(dialog.kinds).map(([value, label]) => ({ value: value as ForwardKind, label }))} // their keys are the kinds
          onChange={(kind) => onChange({ kind, name: "", port: "" })}
        />
        <Select
          label={dialog.namespace}
          value={wishes.namespace}
          options={(namespaces.length === 0 ? [wishes.namespace] : namespaces).map((name) => ({
            value: name,
            label: name,
          }))}
          onChange={(namespace) => onChange({ namespace, name: "", port: "" })}
        />
      </div>
      <Select
        label={dialog.name}
        value={wishes.name}
        placeholder={names.length === 0 ? dialog.noNames : dialog.choose}
        disabled={names.length === 0}
        options={names.map((name) => ({ value: name, label: name }))}
        onChange={choose}
      />
      <div className="grid grid-cols-2 items-start gap-3">
        <TextField
          label={dialog.port}
          hint={dialog.portHint}
          error={wishes.port === "" ? undefined : portError(wishes.port)}
          value={wishes.port}
          onChange={(port) => onChange({ port })}
        />
        <TextField
          label={dialog.localPort}
          hint={dialog.localHint}
          error={localPortError(wishes.localPort)}
          value={wishes.localPort}
          onChange={(localPort) => onChange({ localPort })}
        />
      </div>
    </>
  )
}

function useOpening(profile: string, onDone: () => void) {
  const bridge = useBridge()
  const toaster = useToaster()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<BridgeError>()
  function open(wishes: ForwardWishes) {
    setBusy(true)
    setFailure(undefined)
    bridge
      .call("forwards.open", forwardInput(profile, wishes))
      .then(
        ({ localPort }) => {
          toaster.show({ tone: "ok", title: texts.forwards.opened(localPort) })
          onDone()
        },
        (error) => setFailure(bridgeErrorOf(error)),
      )
      .finally(() => setBusy(false))
  }
  return { busy, failure, open }
}
