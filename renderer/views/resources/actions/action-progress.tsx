import { CircleCheck, CircleX, Clock, LoaderCircle } from "lucide-react"
import type { ReactNode } from "react"
import { texts } from "../../../texts/texts.ts"
import type { ActionProgress } from "./object-action.ts"

const words = texts.resources.dialog

/** How each object fares. */
export function ActionProgressList({
  progress,
  ended,
}: {
  readonly progress: readonly ActionProgress[]
  readonly ended: boolean
}): ReactNode {
  const done = progress.filter(({ state }) => state === "done").length
  const failed = progress.filter(({ state }) => state === "failed").length
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={words.progress} className="max-h-60 overflow-y-auto rounded-md border border-line p-2">
        {progress.map((each) => (
          <Line key={each.key} progress={each} />
        ))}
      </ul>
      <p role="status" className="text-muted">
        {done > 0 && words.succeeded(done)} {failed > 0 && words.failed(failed)}
        {!ended && done + failed === 0 && texts.common.loading}
      </p>
    </div>
  )
}

function Line({ progress: { key, state, detail } }: { readonly progress: ActionProgress }): ReactNode {
  const { Icon, look } = icons[state]
  return (
    <li className="selectable flex items-start gap-2 py-0.5">
      <Icon size={14} className={`mt-0.75 shrink-0 ${look}`} aria-label={words.states[state]} />
      <div className="min-w-0">
        <span className="font-mono text-sm">{key}</span>
        {detail !== undefined && <p className="text-sm break-words text-muted">{detail}</p>}
      </div>
    </li>
  )
}

const icons = {
  running: { Icon: LoaderCircle, look: "animate-spin text-accent-ink" },
  waiting: { Icon: Clock, look: "text-warn-ink" },
  done: { Icon: CircleCheck, look: "text-ok-ink" },
  failed: { Icon: CircleX, look: "text-bad-ink" },
}
