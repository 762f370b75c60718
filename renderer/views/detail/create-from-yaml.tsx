import { useMemo, useState } from "react"
import { quoteWord } from "../../../core/base/shell-words.ts"
import { groupResourceOf, type Resource } from "../../../core/machinery/api/resource.ts"
import { useClusterAccess, useClusterClient } from "../../data/cluster-data.tsx"
import { useDiscovery } from "../../data/use-discovery.ts"
import { useOpenApiSchemas } from "../../data/use-openapi-schemas.ts"
import { Button } from "../../design/button.tsx"
import { Checkbox } from "../../design/checkbox.tsx"
import { CopyCommand } from "../../design/copy-command.tsx"
import { Dialog } from "../../design/dialog.tsx"
import { Select } from "../../design/select.tsx"
import { TextField } from "../../design/text-field.tsx"
import { useToaster } from "../../design/toast.tsx"
import { texts } from "../../texts/texts.ts"
import { type ApplyResult, applyAll } from "./create/apply-all.ts"
import { ApplyResults } from "./create/apply-results.tsx"
import { plannedObjects } from "./create/planned-objects.ts"
import { templates } from "./create/templates.ts"
import { fieldManager } from "./yaml/field-manager.ts"
import { parseManifests } from "./yaml/manifest-text.ts"
import { YamlEditor } from "./yaml/yaml-editor.tsx"
import { type Mark, serverMarks } from "./yaml/yaml-marks.ts"

const words = texts.detail.yaml.create

export interface CreateFromYamlProps {
  readonly profile: string
  /** For objects that name none. */
  readonly namespace?: string | undefined
  /** What is likely to be made: its template is chosen at first. */
  readonly resource?: Resource | undefined
  onClose(): void
}

/** Makes objects of manifests: a text with one or many, checked by the API server before anything is written. */
export function CreateFromYaml(props: CreateFromYamlProps) {
  const { onClose } = props
  const offered = useTemplates()
  const [text, setText] = useState(() => templateOf(props.resource)?.text ?? "")
  const [namespace, setNamespace] = useState(props.namespace || "default")
  const [force, setForce] = useState(false)
  const schemaFor = useOpenApiSchemas()
  const { run, results, dryRun, busy, forget } = useApplying(onClose)
  const marks = useMemo(() => marksOf(text, results), [text, results])
  const change = (next: string) => {
    setText(next)
    if (next !== text) forget()
  }
  const isEmpty = text.trim() === ""
  return (
    <Dialog
      open
      onClose={() => {
        // In the editor Escape closes completion and search, not the work of minutes.
        if (document.activeElement?.closest(".cm-editor") == null) onClose()
      }}
      size="xl"
      padding="flush"
      title={words.title}
      description={words.detail}
      footnote={<Command namespace={namespace} force={force} />}
      footer={
        <>
          <Button disabled={isEmpty} busy={busy} onClick={() => run(text, { namespace, force, dryRun: true })}>
            {words.check}
          </Button>
          <Button
            variant="primary"
            disabled={isEmpty}
            busy={busy}
            onClick={() => run(text, { namespace, force, dryRun: false })}
          >
            {words.create}
          </Button>
        </>
      }
    >
      <div className="flex items-end gap-3 px-5 pb-3">
        <Select
          label={words.template}
          value=""
          placeholder={words.chooseTemplate}
          options={offered.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => change(templates.find((template) => template.id === id)?.text ?? "")}
          className="w-64"
        />
        <TextField label={words.namespace} value={namespace} onChange={setNamespace} className="w-64" />
        <div className="flex h-7 items-center">
          <Checkbox label={words.force} checked={force} onChange={setForce} />
        </div>
      </div>
      <div className="h-[46vh] border-y border-line">
        <YamlEditor
          label={texts.detail.yaml.editor}
          value={text}
          onChange={change}
          schemaFor={schemaFor}
          marks={marks}
          autoFocus
        />
      </div>
      <ApplyResults results={results} dryRun={dryRun} />
    </Dialog>
  )
}

function Command({ namespace, force }: { readonly namespace: string; readonly force: boolean }) {
  const { kubectl } = useClusterAccess()
  const place = namespace === "default" || namespace === "" ? "" : ` -n ${quoteWord(namespace)}`
  const forced = force ? " --force-conflicts" : ""
  return (
    <CopyCommand
      command={`${kubectl}${place} apply --server-side --field-manager=${fieldManager}${forced} -f manifest.yaml`}
    />
  )
}

/** Only what this cluster serves. */
function useTemplates() {
  const { resources = [] } = useDiscovery()
  const served = new Set(resources.map(groupResourceOf))
  return templates.filter(({ resource }) => served.has(resource))
}

function templateOf(resource: Resource | undefined) {
  return resource && templates.find((template) => template.resource === groupResourceOf(resource))
}

const none: readonly ApplyResult[] = []

interface ApplyWishes {
  readonly namespace: string
  readonly force: boolean
  readonly dryRun: boolean
}

function useApplying(onDone: () => void) {
  const { client } = useClusterClient()
  const { resources = [] } = useDiscovery()
  const toaster = useToaster()
  const [busy, setBusy] = useState(false)
  const [dryRun, setDryRun] = useState(true)
  const [results, setResults] = useState(none)
  async function apply(text: string, { namespace, ...wishes }: ApplyWishes): Promise<void> {
    setBusy(true)
    setDryRun(wishes.dryRun)
    try {
      const planned = plannedObjects(text, resources, namespace || "default")
      const done = await applyAll(planned, { client, ...wishes, report: setResults })
      const failed = done.filter(({ outcome }) => outcome === undefined || outcome.type === "failed")
      if (wishes.dryRun || failed.length > 0 || done.length === 0) return
      toaster.show({ tone: "ok", title: words.allGood(done.length) })
      onDone()
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    dryRun,
    results,
    run: (text: string, wishes: ApplyWishes) => void apply(text, wishes),
    forget: () => setResults(none),
  }
}

/** The API server's complaints, at their lines. */
function marksOf(text: string, results: readonly ApplyResult[]): readonly Mark[] {
  const documents = parseManifests(text)
  return results.flatMap(({ planned, outcome }) => {
    const document = documents[planned.index]
    if (document === undefined || outcome?.type !== "failed" || outcome.problem.type !== "invalid") return []
    return serverMarks(document, outcome.problem.fields)
  })
}
