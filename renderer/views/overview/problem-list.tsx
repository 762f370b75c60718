import { CircleCheck } from "lucide-react"
import { useState } from "react"
import type { Problem } from "../../data/problems/problem.ts"
import { Badge } from "../../design/badge.tsx"
import { Button } from "../../design/button.tsx"
import { Card } from "../../design/card.tsx"
import { texts } from "../../texts/texts.ts"
import { ProblemRow } from "./problem-row.tsx"

const words = texts.overview.problems

/** Before somebody asks for more. */
const shownMax = 8

/** What is wrong, the worst first. */
export function ProblemList({
  profile,
  problems,
}: {
  readonly profile: string
  readonly problems: readonly Problem[]
}) {
  const [all, setAll] = useState(false)
  if (problems.length === 0) {
    return (
      <Card title={words.title}>
        <div className="flex items-center gap-3">
          <CircleCheck size={20} className="shrink-0 text-ok" aria-hidden />
          <div>
            <p className="font-medium">{words.nothing}</p>
            <p className="text-muted">{words.nothingDetail}</p>
          </div>
        </div>
      </Card>
    )
  }
  const shown = all ? problems : problems.slice(0, shownMax)
  const hidden = problems.length - shownMax
  const isBad = problems.some(({ tone }) => tone === "bad")
  return (
    <Card
      title={words.title}
      padding="flush"
      actions={<Badge tone={isBad ? "bad" : "warn"}>{words.count(problems.length)}</Badge>}
    >
      <ul className="divide-y divide-line">
        {shown.map((problem) => (
          <ProblemRow key={problem.id} profile={profile} problem={problem} />
        ))}
      </ul>
      {hidden > 0 && (
        <div className="border-t border-line px-4 py-2">
          <Button size="sm" variant="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? words.less : words.more(hidden)}
          </Button>
        </div>
      )}
    </Card>
  )
}
