import { Badge } from "../../../design/badge.tsx"
import type { Tone } from "../../../design/tone.ts"
import { texts } from "../../../texts/texts.ts"
import type { WriteProblem } from "../yaml/write-problems.ts"
import type { ApplyResult } from "./apply-all.ts"

const words = texts.detail.yaml.create

/** What came of each document, or would come of it. */
export function ApplyResults({
  results,
  dryRun,
}: {
  readonly results: readonly ApplyResult[]
  readonly dryRun: boolean
}) {
  return (
    <div role="status" aria-label={words.results} className="max-h-[18vh] overflow-y-auto px-5 py-2">
      {results.length === 0 ? (
        <p className="text-muted">{words.hint}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {results.toSorted(byWeight).map((result) => (
            <Result key={`${result.planned.index} ${nameIn(result)}`} result={result} dryRun={dryRun} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Result({ result, dryRun }: { readonly result: ApplyResult; readonly dryRun: boolean }) {
  const { tone, word, detail } = describe(result, dryRun)
  return (
    <li className="flex items-start gap-2.5">
      <Badge tone={tone} dot>
        {word}
      </Badge>
      <span className="min-w-0">
        <span className="font-medium">{nameIn(result)}</span>
        {detail.map((line) => (
          <span key={line} className="selectable block break-words text-muted">
            {line}
          </span>
        ))}
      </span>
    </li>
  )
}

function nameIn({ planned }: ApplyResult): string {
  if (planned.type === "unusable") return planned.what
  const { resource, namespace, name } = planned
  return `${resource.kind} ${namespace === "" ? "" : `${namespace}/`}${name === "" ? words.named : name}`
}

/** What was refused comes first: among many it would be out of sight. */
function byWeight(a: ApplyResult, b: ApplyResult): number {
  return Number(isRefused(b)) - Number(isRefused(a))
}

function isRefused({ outcome }: ApplyResult): boolean {
  return outcome === undefined || outcome.type === "failed"
}

interface ResultWords {
  readonly tone: Tone
  readonly word: string
  readonly detail: readonly string[]
}

function describe({ planned, outcome }: ApplyResult, dryRun: boolean): ResultWords {
  if (planned.type === "unusable") return { tone: "bad", word: words.refused, detail: [planned.reason] }
  switch (outcome?.type) {
    case undefined:
      return { tone: "idle", word: words.refused, detail: [] }
    case "created":
      return { tone: "ok", word: dryRun ? words.checked : words.created, detail: [] }
    case "changed":
      return { tone: "warn", word: dryRun ? words.checkedChange : words.changed, detail: [] }
    case "same":
      return { tone: "idle", word: dryRun ? words.checkedSame : words.same, detail: [] }
    case "failed":
      return { tone: "bad", word: words.refused, detail: problemLines(outcome.problem) }
  }
}

function problemLines(problem: WriteProblem): readonly string[] {
  if (problem.type === "owned") return problem.owners.map(({ manager, fields }) => words.conflict(manager, fields))
  if (problem.type === "invalid" && problem.fields.length > 0)
    return problem.fields.map(({ field, message }) => `${field}: ${message}`)
  return [problem.message]
}
