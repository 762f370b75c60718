import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react"
import type UPlot from "uplot"
import { texts } from "../../texts/texts.ts"
import "uplot/dist/uPlot.min.css"
import { describeUsage } from "./format-usage.ts"
import { loadPlot } from "./load-plot.ts"
import { plotOptions } from "./plot-options.ts"

export interface UsagePlotProps {
  readonly title: string
  /** In seconds since 1970, as the library has them. */
  readonly times: readonly number[]
  readonly values: readonly number[]
  readonly capacity: number | undefined
  readonly height: number
  readonly steps?: readonly number[] | undefined
  format(value: number): string
}

/** One line with its capacity: the value at the pointer, or else the latest one, stands above it. */
export function UsagePlot(props: UsagePlotProps) {
  const { title, times, values, capacity, format } = props
  const [shown, setShown] = useState<number | undefined>(undefined)
  const { element, plot, failed } = usePlot(props, setShown)
  const at = shown ?? times.length - 1
  const words = texts.overview.usage
  const latest = describeUsage(values.at(-1) ?? 0, capacity, format)
  const span = words.minutes(Math.max(1, Math.round(((times.at(-1) ?? 0) - (times[0] ?? 0)) / 60)))

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined && event.key !== "Escape") return
    event.preventDefault()
    const next = step === undefined ? undefined : Math.max(0, Math.min(times.length - 1, at + step))
    setShown(next)
    const left = next === undefined ? -10 : (plot.current?.valToPos(times[next] ?? 0, "x") ?? -10)
    plot.current?.setCursor({ left, top: 0 }, false)
  }

  return (
    <div className="min-w-0">
      <div className="mb-1 flex flex-col">
        <span className="text-xs text-muted">{title}</span>
        <span className="text-sm tabular-nums">
          {shown !== undefined && `${new Date((times[at] ?? 0) * 1000).toLocaleTimeString()} · `}
          {describeUsage(values[at] ?? 0, capacity, format)}
        </span>
      </div>
      {failed && <p className="text-muted text-sm">{words.noChart}</p>}
      <div
        ref={element}
        role="slider"
        aria-label={words.plot(title, latest, span)}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, times.length - 1)}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={`${new Date((times[at] ?? 0) * 1000).toLocaleTimeString()}: ${describeUsage(values[at] ?? 0, capacity, format)}`}
        tabIndex={0}
        className="rounded-sm"
        onKeyDown={onKeyDown}
        onBlur={() => setShown(undefined)}
        style={{ minHeight: props.height }}
      />
    </div>
  )
}

/** The library's chart in an element: made once, fed when the data changes, as wide as there is room. */
function usePlot(props: UsagePlotProps, onCursor: (index: number | undefined) => void) {
  const { times, values, capacity, height, steps, format } = props
  const element = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot | undefined>(undefined)
  const [failed, setFailed] = useState(false)
  const lines = useMemo<UPlot.AlignedData>(
    () => [[...times], [...values], times.map(() => capacity ?? null)],
    [times, values, capacity],
  )
  const latest = useRef(lines)

  useEffect(() => {
    const stop = new AbortController()
    async function make(): Promise<void> {
      const [place, Library] = [element.current, await loadPlot()]
      if (stop.signal.aborted || place === null) return
      const options = plotOptions({ element: place, height, steps, format, onCursor })
      plot.current = new Library(options, latest.current, place)
      closeAll.push(followSize(place, plot.current), followTheme(plot.current), () => plot.current?.destroy())
    }
    const closeAll: (() => void)[] = []
    make().catch(() => setFailed(true))
    return () => {
      stop.abort(new Error("The chart is gone"))
      for (const close of closeAll) close()
      plot.current = undefined
    }
  }, [height, steps, format, onCursor])

  useEffect(() => {
    latest.current = lines
    plot.current?.setData(lines)
  }, [lines])
  return { element, plot, failed }
}

function followSize(element: HTMLElement, plot: UPlot): () => void {
  const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: plot.height }))
  observer.observe(element)
  return () => observer.disconnect()
}

/** Colours are the theme's: they are read again when it changes. */
function followTheme(plot: UPlot): () => void {
  const again = () => plot.redraw(false)
  const observer = new MutationObserver(again)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["class", "data-theme"] })
  const dark = matchMedia("(prefers-color-scheme: dark)")
  dark.addEventListener("change", again)
  return () => {
    observer.disconnect()
    dark.removeEventListener("change", again)
  }
}
