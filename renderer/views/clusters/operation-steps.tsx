import { Ban, Check, Info, X } from "lucide-react"
import { useEffect, useState } from "react"
import type { Operation, OperationStep } from "../../../core/bridge/contract/operations.ts"
import { browserClock } from "../../data/browser-clock.ts"
import { ErrorNote } from "../../design/error-state.tsx"
import { Spinner } from "../../design/spinner.tsx"
import { texts } from "../../texts/texts.ts"
import { formatDuration } from "./format-amounts.ts"

/** The steps of an operation as they come, with how long each took; in the end what came of it. */
export function OperationSteps({ operation }: { readonly operation: Operation }) {
  const now = useNow(operation.state === "running")
  return (
    <div className="flex flex-col gap-3">
      <ol aria-label={texts.clusters.steps} className="flex flex-col" aria-live="polite" aria-relevant="additions">
        {operation.steps.map((step) => (
          <Step key={`${step.startedAtMs} ${step.title}`} step={step} now={now} />
        ))}
        {operation.steps.length === 0 && operation.state === "running" && (
          <li className="flex items-center gap-2.5 py-1 text-muted">
            <Spinner size={15} />
            {texts.clusters.beginning}
          </li>
        )}
      </ol>
      <OperationNotes operation={operation} />
      {operation.failure !== undefined && (
        <ErrorNote message={operation.failure.message} advice={operation.failure.advice} />
      )}
      {operation.state === "cancelled" && (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Ban size={14} aria-hidden />
          {texts.clusters.cancelled}
        </p>
      )}
    </div>
  )
}

/** What is to be known of an operation, and stopped nothing. */
export function OperationNotes({ operation }: { readonly operation: Operation }) {
  return operation.notes.map((note) => (
    <p key={note} className="flex gap-2 text-sm text-muted">
      <Info size={14} className="mt-0.5 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">{note}</span>
    </p>
  ))
}

function Step({ step, now }: { readonly step: OperationStep; readonly now: number }) {
  return (
    <li className="flex items-start gap-2.5 py-1">
      <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center">
        {step.state === "running" && <Spinner size={15} />}
        {step.state === "done" && <Check size={15} className="text-ok-ink" aria-label={texts.clusters.stepDone} />}
        {step.state === "failed" && <X size={15} className="text-bad-ink" aria-label={texts.clusters.stepFailed} />}
      </span>
      <span className="min-w-0 flex-1">
        <span className={step.state === "done" ? "" : "font-medium"}>{step.title}</span>
        {step.detail !== "" && <span className="ml-2 text-sm break-words text-muted">{step.detail}</span>}
      </span>
      <span className="text-sm text-faint tabular-nums">
        {formatDuration((step.endedAtMs ?? now) - step.startedAtMs)}
      </span>
    </li>
  )
}

const tickMs = 500

/** The time, going on while something runs. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => browserClock.now())
  useEffect(() => {
    if (!ticking) return
    let timer = browserClock.after(tickMs, tick)
    function tick() {
      setNow(browserClock.now())
      timer = browserClock.after(tickMs, tick)
    }
    return () => timer.cancel()
  }, [ticking])
  return now
}
