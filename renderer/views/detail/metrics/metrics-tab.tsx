import { Activity } from "lucide-react"
import { amountsOf } from "../../../../core/apis/core/podspec/requests.ts"
import type { Node, Pod } from "../../../../core/apis/core/v1.gen.ts"
import { keyOf } from "../../../../core/machinery/meta/object.ts"
import { usageOf } from "../../../data/usage.ts"
import { useMetrics } from "../../../data/use-metrics.ts"
import { Card } from "../../../design/card.tsx"
import { EmptyState } from "../../../design/empty-state.tsx"
import { ErrorState } from "../../../design/error-state.tsx"
import { SkeletonRows } from "../../../design/skeleton.tsx"
import { texts } from "../../../texts/texts.ts"
import { UsageChart } from "../../overview/usage-chart.tsx"
import { nameOf, type ObjectViewProps } from "../parts/object-view.ts"

const words = texts.detail.metrics
const chartHeight = 180

/** What a pod or a node used in the last hour, and uses now. */
export function MetricsTab({ profile, object }: ObjectViewProps) {
  const { value, error } = useMetrics(profile)
  if (error !== undefined) return <ErrorState title={words.none} message={error.message} advice={error.advice} />
  if (value === undefined) return <SkeletonRows label={texts.common.loading} />
  const points = usageOf(value, { kind: object.kind === "Node" ? "node" : "pod", name: keyOf(object) })
  if (points.length < 2) return <EmptyState icon={Activity} title={words.none} detail={words.noneDetail} />
  const { cpu, memory } = boundsOf(object as Node | Pod) // the tab is theirs alone
  return (
    <div className="mx-auto max-w-300 p-4">
      <Card>
        <UsageChart
          name={nameOf(object)}
          points={points}
          cpuCapacityMillicores={cpu}
          memoryCapacityBytes={memory}
          height={chartHeight}
        />
      </Card>
    </div>
  )
}

/** What may be used: what a node may give away, or the limits of a pod where every container has one. */
function boundsOf(object: Node | Pod): { readonly cpu: number | undefined; readonly memory: number | undefined } {
  if ("containers" in object.spec) {
    const limits = object.spec.containers.map(({ resources }) => amountsOf(resources?.limits))
    const sum = (name: string) =>
      limits.every((each) => each[name] !== undefined)
        ? limits.reduce((total, each) => total + (each[name] ?? 0), 0)
        : undefined
    return { cpu: sum("cpu"), memory: sum("memory") }
  }
  const { allocatable } = (object as Node).status // it has no containers
  const amounts = amountsOf(allocatable)
  return { cpu: amounts["cpu"], memory: amounts["memory"] }
}
