import { useMemo } from "react"
import type { UsagePoint } from "../../data/usage.ts"
import { texts } from "../../texts/texts.ts"
import { formatCpu, formatMemory } from "./format-usage.ts"
import { UsagePlot } from "./usage-plot.tsx"
import { UsageTable } from "./usage-table.tsx"

export interface UsageChartProps {
  /** Whose usage: a node's or pod's name, for who cannot see the chart. */
  readonly name: string
  /** Oldest first: `usageOf(samples, { kind: "pod", name: "default/web-1" })`. */
  readonly points: readonly UsagePoint[]
  /** Shown as a line, and what is used as a share of it. */
  readonly cpuCapacityMillicores?: number | undefined
  readonly memoryCapacityBytes?: number | undefined
  readonly height?: number | undefined
}

/**
 * CPU and memory of one node or pod over time, beside each other: the latest values as text, a line each with what it
 * was wherever the pointer or the arrow keys are, and all of it as a table for who asks.
 */
export function UsageChart({ name, points, height = 96, ...capacity }: UsageChartProps) {
  const words = texts.overview.usage
  const lines = useMemo(() => linesOf(points), [points])
  if (points.length === 0) {
    return (
      <p className="text-muted py-6 text-center" style={{ minHeight: height }}>
        {words.waiting}
      </p>
    )
  }
  return (
    <figure aria-label={words.usageOf(name)} className="m-0">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <UsagePlot
          title={words.cpu}
          times={lines.times}
          values={lines.cpu}
          capacity={capacity.cpuCapacityMillicores}
          format={formatCpu}
          height={height}
        />
        <UsagePlot
          title={words.memory}
          times={lines.times}
          values={lines.memory}
          capacity={capacity.memoryCapacityBytes}
          format={formatMemory}
          steps={memorySteps}
          height={height}
        />
      </div>
      <UsageTable points={points} />
    </figure>
  )
}

/** 1 MiB to 1 TiB. */
const memorySteps = Array.from({ length: 21 }, (_, power) => 2 ** (20 + power))

interface Lines {
  /** Seconds, as the chart library counts them. */
  readonly times: readonly number[]
  readonly cpu: readonly number[]
  readonly memory: readonly number[]
}

function linesOf(points: readonly UsagePoint[]): Lines {
  return {
    times: points.map(({ atMs }) => atMs / 1000),
    cpu: points.map(({ cpuMillicores }) => cpuMillicores),
    memory: points.map(({ memoryBytes }) => memoryBytes),
  }
}
