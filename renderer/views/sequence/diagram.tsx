import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react"
import type { ObjectAddress } from "../../data/problems/problem.ts"
import type { Lane, Sequence } from "../../data/sequence/step.ts"
import { texts } from "../../texts/texts.ts"
import { Legend } from "./legend.tsx"
import { StepDetail } from "./step-detail.tsx"
import { StepRow } from "./step-row.tsx"

const words = texts.sequence

/** `pl-20`: the times stand there. */
const timesPx = 80
const laneMinPx = 92

interface DiagramProps {
  readonly profile: string
  readonly root: ObjectAddress
  readonly sequence: Sequence
}

/** Who takes part stands above, time goes down, each arrow is a list item that can be gone to. */
export function Diagram({ profile, root, sequence }: DiagramProps) {
  const { lanes, steps, startMs } = sequence
  const [hovered, setHovered] = useState<string>()
  const [chosen, setChosen] = useState<string>()
  const scroller = useFollowing(steps.length)
  const active = steps.find(({ id }) => id === hovered) ?? steps.find(({ id }) => id === chosen)
  const reachable = chosen !== undefined && steps.some(({ id }) => id === chosen) ? chosen : steps[0]?.id
  return (
    <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
      <div ref={scroller} className="min-h-0 min-w-0 flex-1 overflow-auto">
        <div className="relative pb-6" style={{ minWidth: timesPx + lanes.length * laneMinPx }}>
          <LaneHeads lanes={lanes} />
          <div className="relative">
            <Lifelines lanes={lanes} />
            <ol aria-label={words.story(`${root.kind} ${root.name}`)} onKeyDown={goThrough}>
              {steps.map((step, at) => (
                <StepRow
                  key={step.id}
                  step={step}
                  lanes={lanes}
                  startMs={startMs}
                  previousMs={steps[at - 1]?.atMs}
                  active={active === step}
                  reachable={reachable === step.id}
                  onHover={setHovered}
                  onChoose={setChosen}
                />
              ))}
            </ol>
          </div>
        </div>
      </div>
      <aside
        aria-label={words.detail.title}
        className="flex max-h-64 w-full shrink-0 flex-col overflow-auto border-t border-line bg-panel p-4 lg:max-h-none lg:w-72 lg:border-t-0 lg:border-l"
      >
        <StepDetail profile={profile} step={active} lanes={lanes} />
        <Legend />
      </aside>
    </div>
  )
}

/** Up and down, first and last: only one arrow is in the order of Tab. */
function goThrough(event: KeyboardEvent<HTMLOListElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button[data-step]")]
  const at = rows.findIndex((row) => row.matches(":focus"))
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus()
}

/** Who looks at the last arrow sees the next one come; who has scrolled up is left in peace. */
function useFollowing(count: number) {
  const element = useRef<HTMLDivElement>(null)
  const atEnd = useRef(false)
  useEffect(() => {
    const scroller = element.current
    if (scroller === null) return
    const look = () => {
      atEnd.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearPx
    }
    scroller.addEventListener("scroll", look, { passive: true })
    return () => scroller.removeEventListener("scroll", look)
  }, [])
  useLayoutEffect(() => {
    if (count > 0 && atEnd.current) element.current?.scrollTo({ top: element.current.scrollHeight })
  }, [count])
  return element
}

const nearPx = 48

/** Room for the times, then a column each. */
function LaneHeads({ lanes }: { readonly lanes: readonly Lane[] }) {
  return (
    <ul
      aria-label={words.participants}
      className="sticky top-0 z-10 flex border-b border-line bg-canvas pl-20 shadow-card"
    >
      {lanes.map(({ id, title }) => (
        <li key={id} className="flex min-w-0 flex-1 items-center justify-center px-1 py-1.5">
          <span
            title={title}
            className="max-w-full rounded-md border border-line-strong bg-raised px-2 py-0.5 text-center text-xs font-medium"
          >
            {title}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Lifelines({ lanes }: { readonly lanes: readonly Lane[] }) {
  return (
    <div aria-hidden className="absolute inset-0 flex pl-20">
      {lanes.map(({ id }) => (
        <div key={id} className="flex min-w-0 flex-1 justify-center">
          <div className="w-px bg-line" />
        </div>
      ))}
    </div>
  )
}
