import { Eye, RotateCcw } from "lucide-react"
import { type ReactNode, useCallback, useState } from "react"
import { useOpenApiSchema } from "../../../data/use-openapi-schema.ts"
import { Badge } from "../../../design/badge.tsx"
import { Button } from "../../../design/button.tsx"
import { Checkbox } from "../../../design/checkbox.tsx"
import { CopyButton } from "../../../design/copy-command.tsx"
import { Segmented } from "../../../design/segmented.tsx"
import { useToaster } from "../../../design/toast.tsx"
import { texts } from "../../../texts/texts.ts"
import { nameOf, type ObjectViewProps } from "../parts/object-view.ts"
import { DiffView } from "./diff-view.tsx"
import type { WriteMethod } from "./manifest-edit.ts"
import { formatManifest } from "./manifest-text.ts"
import { ProblemBar } from "./problem-bar.tsx"
import { ReviewDialog } from "./review-dialog.tsx"
import { type ManifestEdit, useManifestEdit } from "./use-manifest-edit.ts"
import { YamlEditor } from "./yaml-editor.tsx"

const words = texts.detail.yaml

/** The object's manifest, to read and to edit: nothing is written before one has seen what would change. */
export function YamlTab({ resource, object }: ObjectViewProps) {
  const [managedFields, setManagedFields] = useState(false)
  const [method, setMethod] = useState<WriteMethod>("replace")
  const [showsTheirs, setShowsTheirs] = useState(false)
  const schemaState = useOpenApiSchema(resource)
  const schema = schemaState.type === "there" ? schemaState.schema : undefined
  const edit = useManifestEdit({ resource, object }, { managedFields, schema })
  const toaster = useToaster()
  const schemaFor = useCallback(() => schema, [schema])
  const canWrite = resource.verbs.includes("update")
  const apply = async () => {
    if (await edit.apply()) toaster.show({ tone: "ok", title: words.applied(nameOf(object)) })
  }
  return (
    <div className="flex h-full flex-col">
      <EditBar {...{ edit, method, canWrite }} onMethod={setMethod}>
        <Checkbox label={words.managedFields} checked={managedFields} onChange={setManagedFields} />
        <CopyButton text={edit.text} />
      </EditBar>
      <ProblemBar
        edit={edit}
        method={method}
        showsTheirs={showsTheirs}
        onShowTheirs={() => setShowsTheirs(!showsTheirs)}
      />
      {schemaState.type === "missing" && (
        <p className="border-b border-line px-3 py-1 text-sm text-muted">{words.schemaMissing}</p>
      )}
      {showsTheirs && edit.changedMeanwhile ? (
        <DiffView
          before={{ label: words.baseSide, text: edit.baseText }}
          after={{ label: words.theirsSide, text: formatManifest(object, { managedFields }) }}
        />
      ) : (
        <div className="min-h-0 flex-1">
          <YamlEditor
            label={words.editor}
            value={edit.text}
            onChange={edit.change}
            schemaFor={schemaFor}
            readOnly={!canWrite}
            marks={edit.marks}
          />
        </div>
      )}
      {edit.review !== undefined && (
        <ReviewDialog
          resource={resource}
          object={object}
          review={edit.review}
          busy={edit.busy}
          onClose={edit.leaveReview}
          onApply={() => void apply()}
        />
      )}
    </div>
  )
}

interface EditBarProps {
  readonly edit: ManifestEdit
  readonly method: WriteMethod
  readonly canWrite: boolean
  onMethod(method: WriteMethod): void
  readonly children: ReactNode
}

function EditBar({ edit, method, canWrite, onMethod, children }: EditBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line px-3 py-1.5">
      {children}
      {edit.edited && <Badge tone="busy">{words.edited}</Badge>}
      {canWrite ? (
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <Segmented
            label={words.method}
            value={method}
            options={[
              { value: "replace", label: words.methods.replace },
              { value: "apply", label: words.methods.apply },
            ]}
            onChange={onMethod}
          />
          <Button icon={RotateCcw} disabled={!edit.edited} onClick={edit.reset}>
            {words.reset}
          </Button>
          <Button
            variant="primary"
            icon={Eye}
            disabled={!edit.edited}
            busy={edit.busy}
            onClick={() => edit.check(method)}
          >
            {words.review}
          </Button>
        </div>
      ) : (
        <p className="ml-auto text-sm text-muted">{words.readOnly}</p>
      )}
    </div>
  )
}
