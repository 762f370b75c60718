import { useState } from "react"
import { useClusterAccess } from "../../../data/cluster-data.tsx"
import { CopyCommand } from "../../../design/copy-command.tsx"
import { FormDialog } from "../../../design/form-dialog.tsx"
import { TextField } from "../../../design/text-field.tsx"
import { texts } from "../../../texts/texts.ts"
import { nameOf, namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { portsOf } from "./forward-ports.ts"
import { kubectlAt, slashed } from "./header-actions.ts"
import { type ForwardWish, usePortForward } from "./use-port-forward.ts"

const words = texts.detail.forward

/** Asks which port of the object to forward: one that it says it has, or any. */
export function PodForwardDialog({ profile, resource, object, onClose }: ObjectViewProps & { onClose(): void }) {
  const { kubectl } = useClusterAccess()
  const { forward, busy } = usePortForward(profile)
  const known = portsOf(object)
  const [port, setPort] = useState(`${known[0]?.port ?? ""}`)
  const [localPort, setLocalPort] = useState("0")
  const isRight = isPort(Number(port), 1) && isPort(Number(localPort), 0)
  function submit() {
    const kind = resource.plural as ForwardWish["kind"] // the dialog is offered for these alone
    const at = { namespace: namespaceOf(object), kind, name: nameOf(object) }
    forward({ ...at, port: Number(port), localPort: Number(localPort) })
    onClose()
  }
  const local = localPort === "0" ? "" : localPort
  return (
    <FormDialog
      onClose={onClose}
      size="sm"
      title={words.title}
      description={words.detail}
      submitLabel={words.open}
      ready={isRight}
      busy={busy}
      onSubmit={submit}
    >
      <div className="grid grid-cols-2 items-start gap-3">
        <TextField
          label={words.port}
          type="number"
          value={port}
          onChange={setPort}
          hint={known.map((each) => `${each.port}${each.name === "" ? "" : ` ${each.name}`}`).join(", ")}
        />
        <TextField
          label={words.localPort}
          type="number"
          value={localPort}
          onChange={setLocalPort}
          hint={words.localPortHint}
        />
      </div>
      <CopyCommand
        command={`${kubectlAt({ kubectl, object })} port-forward ${slashed({ resource, object })} ${local}:${port}`}
      />
    </FormDialog>
  )
}

function isPort(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= 65_535
}
