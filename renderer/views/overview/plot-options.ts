import type UPlot from "uplot"

interface PlotLook {
  /** Where the chart stands: colours are read from its style. */
  readonly element: HTMLElement
  readonly height: number
  /** Steps between ticks that read well: bytes come in powers of two. */
  readonly steps?: readonly number[] | undefined
  format(value: number): string
  /** The index under the pointer; undefined when it left. */
  onCursor(index: number | undefined): void
}

/** Room for "1.25 cores" left of the lines. */
const axisWidth = 64

/** Seconds that are shown at least, so that the first measurements have a time too. */
const spanLeast = 60

/** Of one measurement the plot itself would make a whole day. */
function spanOf(times: UPlot.AlignedData[0]): [number, number] {
  const last = times.at(-1) ?? 0
  return [Math.min(times[0] ?? last, last - spanLeast), last]
}

/** One measurement makes no line yet. */
const isAlone = ({ data: [times] }: UPlot) => times.length === 1

/** A quiet chart: one line with its area, a dashed one for the capacity, few ticks. */
export function plotOptions({ element, height, steps, format, onCursor }: PlotLook): UPlot.Options {
  const colour = (name: string) => getComputedStyle(element).getPropertyValue(name).trim() || "currentColor"
  const line = () => colour("--accent")
  const axis = {
    stroke: () => colour("--muted"),
    grid: { stroke: () => colour("--line"), width: 1 },
    ticks: { show: false },
    font: "11px system-ui, sans-serif",
  }
  return {
    width: element.clientWidth,
    height,
    padding: [6, 28, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: (_, series) => (series === 1 ? 6 : 0) },
      sync: { key: "usage" },
    },
    scales: {
      x: { time: true, range: ({ data: [times] }) => spanOf(times) },
      y: { range: (_, __, most) => [0, most > 0 ? most * 1.1 : 1] },
    },
    axes: [
      { ...axis, size: 22, space: 64, grid: { show: false }, values: (_, ticks) => ticks.map(formatTick) },
      {
        ...axis,
        size: axisWidth,
        space: 28,
        values: (_, ticks) => ticks.map(format),
        ...(steps && { incrs: [...steps] }),
      },
    ],
    series: [
      {},
      { stroke: line, width: 1.5, fill: () => transparent(line()), points: { show: isAlone } },
      { stroke: () => colour("--muted"), width: 1, dash: [4, 4], points: { show: false } },
    ],
    hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? undefined)] },
  }
}

/** Seconds since 1970 as a time of day, without seconds where there are none. */
function formatTick(seconds: number): string {
  const second = seconds % 60 === 0 ? {} : ({ second: "2-digit" } as const)
  return new Date(seconds * 1000).toLocaleTimeString([], {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    ...second,
  })
}

function transparent(colour: string): string {
  return `color-mix(in srgb, ${colour} 12%, transparent)`
}
