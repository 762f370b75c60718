import { clsx } from "clsx"
import { memo } from "react"
import type { Lane, Step } from "../../data/sequence/step.ts"
import { texts } from "../../texts/texts.ts"
import { formatGap, formatRelative } from "./format-time.ts"

const words = texts.sequence

/** A pause of so long is worth a word. */
const gapMs = 1_000

interface StepRowProps {
  readonly step: Step
  readonly lanes: readonly Lane[]
  readonly startMs: number
  readonly previousMs: number | undefined
  /** Shown in the detail beside. */
  readonly active: boolean
  /** In the order of Tab; the others are reached from it. */
  readonly reachable: boolean
  onHover(id: string | undefined): void
  onChoose(id: string): void
}

/** One arrow, with its time before it and its words above it. */
export const StepRow = memo(function StepRow(props: StepRowProps) {
  const { step, lanes, startMs, previousMs, active, reachable, onHover, onChoose } = props
  const { id, atMs } = step
  const titleOf = (lane: string) => lanes.find((each) => each.id === lane)?.title ?? lane
  const time = formatRelative(atMs - startMs)
  const spoken = words.spoken(titleOf(step.from), titleOf(step.to))
  const pauseMs = previousMs === undefined ? 0 : atMs - previousMs
  return (
    <li className="animate-fade">
      {pauseMs >= gapMs && (
        <div className="relative flex items-center gap-2 py-1 pl-20 text-xs text-faint">
          <span className="h-px flex-1 bg-line" aria-hidden />
          <span className="bg-canvas px-1">{words.later(formatGap(pauseMs))}</span>
          <span className="h-px flex-1 bg-line" aria-hidden />
        </div>
      )}
      <button
        type="button"
        data-step
        tabIndex={reachable ? 0 : -1}
        aria-current={active || undefined}
        onMouseEnter={() => onHover(id)}
        onMouseLeave={() => onHover(undefined)}
        onFocus={() => onChoose(id)}
        onClick={() => onChoose(id)}
        className={clsx(
          "relative flex h-9 w-full items-stretch text-left -outline-offset-2",
          active && "bg-selected/60",
        )}
      >
        <span className="flex w-20 shrink-0 items-end justify-end pr-3 pb-1 text-xs text-faint tabular-nums">
          {time}
        </span>
        <span className="sr-only">{spoken}</span>
        <span className="relative min-w-0 flex-1">
          <Arrow step={step} lanes={lanes} />
        </span>
      </button>
    </li>
  )
})

function Arrow({ step, lanes }: { readonly step: Step; readonly lanes: readonly Lane[] }) {
  const { kind, tone, label } = step
  const middle = (lane: string) => ((lanes.findIndex(({ id }) => id === lane) + 0.5) / lanes.length) * 100
  const [from, to] = [middle(step.from), middle(step.to)]
  const [left, right] = [Math.min(from, to), Math.max(from, to)]
  const goesLeft = to < from
  const colour = tone === "bad" ? "text-bad" : tone === "warn" ? "text-warn" : colours[kind]
  // Words have more room towards the middle than towards the edge.
  const isRight = left + right > 100
  return (
    <>
      <span
        className={clsx(
          "absolute top-1 max-w-full truncate px-1.5 text-xs whitespace-nowrap",
          kind === "watch"
            ? "text-faint"
            : tone === "bad"
              ? "text-bad-ink"
              : tone === "warn"
                ? "text-warn-ink"
                : "text-ink",
        )}
        style={isRight ? { right: `${100 - right}%` } : { left: `${left}%` }}
      >
        <span className={clsx("rounded-sm px-0.5", kind === "watch" ? "bg-transparent" : "bg-canvas/85")}>{label}</span>
      </span>
      {from === to ? (
        <span
          className={clsx("absolute bottom-1.5 size-2 -translate-x-1/2 rounded-full bg-current", colour)}
          style={{ left: `${from}%` }}
        />
      ) : (
        <span className={clsx("absolute bottom-1 h-2", colour)} style={{ left: `${left}%`, width: `${right - left}%` }}>
          <span
            className={clsx(
              "absolute inset-x-0.5 top-[3.5px] border-t border-current",
              kind === "watch" && "border-dashed",
            )}
          />
          <svg
            aria-hidden
            viewBox="0 0 8 8"
            className={clsx("absolute top-0 size-2 fill-current", goesLeft ? "left-0 -scale-x-100" : "right-0")}
          >
            <path d="M0 0 8 4 0 8z" />
          </svg>
        </span>
      )}
    </>
  )
}

const colours = { request: "text-accent", watch: "text-idle", event: "text-ok" }
