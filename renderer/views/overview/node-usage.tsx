import { useMemo } from "react"
import type { Node } from "../../../core/apis/core/v1.gen.ts"
import type { MetricsSample } from "../../../core/bridge/contract/api.ts"
import { milliValue, wholeValue } from "../../../core/machinery/quantity/quantity.ts"
import { usageOf } from "../../data/usage.ts"
import { useMetrics } from "../../data/use-metrics.ts"
import { Card } from "../../design/card.tsx"
import { texts } from "../../texts/texts.ts"
import { ObjectLink } from "./object-link.tsx"
import { UsageChart } from "./usage-chart.tsx"

const none: readonly MetricsSample[] = []

/** What each node uses of what it has, and used in the last hour. */
export function NodeUsage({ profile, nodes }: { readonly profile: string; readonly nodes: readonly Node[] }) {
  const samples = useMetrics(profile).value ?? none
  return (
    <Card title={texts.overview.nodes.title} padding="flush">
      <ul className="divide-y divide-line">
        {nodes.map((node) => (
          <OneNode key={node.metadata.name} profile={profile} node={node} samples={samples} />
        ))}
      </ul>
    </Card>
  )
}

interface OneNodeProps {
  readonly profile: string
  readonly node: Node
  readonly samples: readonly MetricsSample[]
}

function OneNode({ profile, node, samples }: OneNodeProps) {
  const { name = "" } = node.metadata
  const points = useMemo(() => usageOf(samples, { kind: "node", name }), [samples, name])
  const { capacity } = node.status
  const about = { group: "", version: "v1", plural: "nodes", kind: "Node", namespace: "", name }
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <ObjectLink profile={profile} about={about} />
      <UsageChart
        name={name}
        points={points}
        cpuCapacityMillicores={milliValue(capacity?.["cpu"])}
        memoryCapacityBytes={wholeValue(capacity?.["memory"])}
      />
    </li>
  )
}
