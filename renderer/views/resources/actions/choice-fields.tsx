import { type ReactNode, useEffect, useState } from "react"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { useClusterClient } from "../../../data/cluster-data.tsx"
import { Select } from "../../../design/select.tsx"
import { TextField } from "../../../design/text-field.tsx"
import { texts } from "../../../texts/texts.ts"
import type { ActionChoices, ActionTargets } from "./object-action.ts"

const words = texts.resources.dialog

interface FieldProps {
  readonly choices: ActionChoices
  onChange(choices: ActionChoices): void
}

const replicasMax = 100_000

/** How many there shall be; begins with how many there shall be now, when that is one answer. */
export function ReplicasField({ about, choices, onChange }: FieldProps & { readonly about: ActionTargets }): ReactNode {
  const now = useReplicas(about)
  const [text, setText] = useState<string>()
  const shown = text ?? `${now ?? choices.replicas ?? 1}`
  useEffect(() => {
    if (now !== undefined && text === undefined) onChange({ replicas: now }) // what was typed meanwhile stands
  }, [now, text, onChange])
  return (
    <TextField
      label={words.replicas}
      type="number"
      min={0}
      max={replicasMax}
      autoFocus
      value={shown}
      hint={now === undefined ? undefined : words.replicasNow(now)}
      onChange={(value) => {
        setText(value)
        const replicas = Math.min(replicasMax, Math.max(0, Math.trunc(Number(value))))
        if (value !== "" && !Number.isNaN(replicas)) onChange({ replicas })
      }}
    />
  )
}

/** What becomes of what the object owns. */
export function PropagationField({ choices, onChange }: FieldProps): ReactNode {
  return (
    <Select
      label={words.propagation}
      value={choices.propagation ?? "Background"}
      options={(["Background", "Foreground", "Orphan"] as const).map((value) => ({
        value,
        label: words.propagations[value],
      }))}
      onChange={(propagation) => onChange({ ...choices, propagation })}
    />
  )
}

/** Of one object, how many replicas its spec has now: at once of a whole object, a row of a table has to be asked for. */
function useReplicas({ resource, objects }: ActionTargets): number | undefined {
  const { client } = useClusterClient()
  const [only] = objects
  const isOne = objects.length === 1
  const [replicas, setReplicas] = useState(() => (isOne && only !== undefined ? replicasOf(only) : undefined))
  const { namespace, name = "" } = only?.metadata ?? {}
  const isAsked = isOne && replicas === undefined
  useEffect(() => {
    if (!isAsked) return
    const stop = new AbortController()
    client.get(resource, { namespace, name, signal: stop.signal }).then(
      (object) => setReplicas(replicasOf(object) ?? 1),
      () => {}, // it can be chosen without
    )
    return () => stop.abort(new Error("The dialog is gone"))
  }, [client, resource, namespace, name, isAsked])
  return replicas
}

function replicasOf(object: Pick<ApiObject, "metadata">): number | undefined {
  const { spec } = object as { readonly spec?: { readonly replicas?: number } } // what can be scaled has this
  return spec?.replicas
}
