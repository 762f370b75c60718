import { CircleAlert, GitMerge, TriangleAlert } from "lucide-react"
import type { ReactNode } from "react"
import { Button } from "../../../design/button.tsx"
import { texts } from "../../../texts/texts.ts"
import { fieldManager } from "./field-manager.ts"
import type { WriteMethod } from "./manifest-edit.ts"
import type { ManifestEdit } from "./use-manifest-edit.ts"
import type { WriteProblem } from "./write-problems.ts"

const words = texts.detail.yaml

export interface ProblemBarProps {
  readonly edit: ManifestEdit
  readonly method: WriteMethod
  readonly showsTheirs: boolean
  onShowTheirs(): void
}

/** Why it cannot be written as it is, and what can be done about it. */
export function ProblemBar(props: ProblemBarProps) {
  const { edit } = props
  if (edit.problem !== undefined) return <Problem {...props} problem={edit.problem} />
  if (edit.changedMeanwhile) {
    return (
      <Bar tone="warn" title={words.changedMeanwhile}>
        <TheirButtons {...props} />
      </Bar>
    )
  }
  if (edit.note !== "") return <Bar tone="warn" title={edit.note} />
  return null
}

function Problem({ problem, ...props }: ProblemBarProps & { readonly problem: WriteProblem }) {
  const { edit } = props
  switch (problem.type) {
    case "invalid":
      return (
        <Bar tone="bad" title={words.problems.invalid}>
          <ul className="w-full">
            {problem.fields.map(({ field, message }) => (
              <li key={`${field} ${message}`} className="break-words">
                <code className="font-mono text-sm">{field}</code>: {message}
              </li>
            ))}
            {problem.fields.length === 0 && <li>{problem.message}</li>}
          </ul>
        </Bar>
      )
    case "changed":
      return (
        <Bar tone="bad" title={words.problems.changed} detail={words.problems.changedAdvice}>
          <TheirButtons {...props} />
          <Button size="sm" variant="danger" busy={edit.busy} onClick={() => edit.check("apply", true)}>
            {words.overwrite}
          </Button>
        </Bar>
      )
    case "owned":
      return (
        <Bar tone="bad" title={words.problems.owned} detail={words.problems.ownedAdvice}>
          <dl className="grid w-full grid-cols-[max-content_minmax(0,1fr)] gap-x-4">
            {problem.owners
              .filter(({ manager }) => manager !== fieldManager)
              .map(({ manager, fields }) => (
                <div key={manager} className="contents">
                  <dt className="font-medium">{manager}</dt>
                  <dd className="font-mono text-sm break-words">{fields.join(", ")}</dd>
                </div>
              ))}
          </dl>
          <Button size="sm" variant="danger" busy={edit.busy} onClick={() => edit.check("apply", true)}>
            {words.takeOver}
          </Button>
        </Bar>
      )
    case "gone":
      return <Bar tone="bad" title={words.problems.gone} detail={problem.message} />
    case "unusable":
      return <Bar tone="bad" title={problem.message} />
    case "refused":
      return <Bar tone="bad" title={words.problems.refused} detail={problem.message} />
  }
}

function TheirButtons({ edit, showsTheirs, onShowTheirs }: ProblemBarProps) {
  return (
    <>
      <Button size="sm" onClick={onShowTheirs}>
        {showsTheirs ? words.hideTheirs : words.showTheirs}
      </Button>
      <Button size="sm" icon={GitMerge} onClick={edit.rebase}>
        {words.rebase}
      </Button>
    </>
  )
}

interface BarProps {
  readonly tone: "warn" | "bad"
  readonly title: string
  readonly detail?: string
  readonly children?: ReactNode
}

function Bar({ tone, title, detail, children }: BarProps) {
  const Icon = tone === "bad" ? CircleAlert : TriangleAlert
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={`flex gap-2.5 border-b border-line px-3 py-2 ${tone === "bad" ? "bg-bad-soft" : "bg-warn-soft"}`}
    >
      <Icon size={15} className={`mt-0.5 shrink-0 ${tone === "bad" ? "text-bad-ink" : "text-warn-ink"}`} aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {detail !== undefined && <p className="break-words">{detail}</p>}
        {children !== undefined && <div className="mt-1.5 flex flex-wrap gap-2">{children}</div>}
      </div>
    </div>
  )
}
