import type { MetricsSample } from "../../../core/bridge/contract/api.ts"
import type { ClusterSummary } from "../../../core/bridge/contract/clusters.ts"
import { useMetrics } from "../../data/use-metrics.ts"
import { Sparkline } from "../../design/sparkline.tsx"
import { texts } from "../../texts/texts.ts"
import { formatMemory } from "./format-amounts.ts"

/** What is drawn: the last minutes, not the hour that is known. */
const pointsMax = 60

/** CPU and memory of all nodes together, live. */
export function ClusterUsage({ cluster }: { readonly cluster: ClusterSummary }) {
  const { value: samples = [] } = useMetrics(cluster.name)
  const points = samples.slice(-pointsMax).map(totalOf)
  const last = points.at(-1)
  const allCores = cluster.cpus * cluster.nodes.length
  const allMiB = cluster.memoryMiB * cluster.nodes.length
  return (
    <div className="grid grid-cols-2 gap-4">
      <Meter
        label={texts.clusters.cpu}
        value={
          last === undefined
            ? undefined
            : texts.clusters.usage(formatCores(last.cores), texts.clusters.cores(formatCores(allCores)))
        }
        points={points.map(({ cores }) => cores)}
        max={allCores}
      />
      <Meter
        label={texts.clusters.memory}
        value={
          last === undefined ? undefined : texts.clusters.usage(formatMemory(last.mebibytes), formatMemory(allMiB))
        }
        points={points.map(({ mebibytes }) => mebibytes)}
        max={allMiB}
      />
    </div>
  )
}

/** In the same place, of a cluster that uses nothing. */
export function NoUsage() {
  return (
    <div className="grid grid-cols-2 gap-4">
      <Meter label={texts.clusters.cpu} value={texts.clusters.notRunningUsage} points={[]} max={1} />
      <Meter label={texts.clusters.memory} value={texts.clusters.notRunningUsage} points={[]} max={1} />
    </div>
  )
}

interface MeterProps {
  readonly label: string
  readonly value: string | undefined
  readonly points: readonly number[]
  readonly max: number
}

function Meter({ label, value, points, max }: MeterProps) {
  return (
    <div className="min-w-0">
      <div className="text-xs text-faint">{label}</div>
      <Sparkline points={points} max={max} />
      <div className="truncate text-sm text-muted tabular-nums">{value ?? texts.clusters.noUsage}</div>
    </div>
  )
}

function totalOf({ nodes }: MetricsSample): { readonly cores: number; readonly mebibytes: number } {
  const millicores = nodes.reduce((sum, { cpuMillicores }) => sum + cpuMillicores, 0)
  const bytes = nodes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)
  return { cores: millicores / 1000, mebibytes: bytes / 1024 / 1024 }
}

function formatCores(cores: number): string {
  return String(Number(cores.toFixed(cores < 1 ? 2 : 1)))
}
