import { z } from "zod"
import type { Usage } from "../../bridge/contract/api.ts"

const measured = {
  cpu: z.object({ usageNanoCores: z.number().optional() }).optional(),
  memory: z.object({ workingSetBytes: z.number().optional() }).optional(),
}

/** Of a kubelet's stats/summary (stats/v1alpha1), what is shown. */
const summary = z.object({
  node: z.object({ nodeName: z.string(), ...measured }),
  pods: z.array(z.object({ podRef: z.object({ name: z.string(), namespace: z.string() }), ...measured })),
})

export interface NodeUsage {
  readonly node: Usage
  readonly pods: readonly Usage[]
}

/** Throws for what is no summary. */
export function parseSummary(value: unknown): NodeUsage {
  const { node, pods } = summary.parse(value)
  return {
    node: usageOf(node.nodeName, node),
    pods: pods.map((pod) => usageOf(`${pod.podRef.namespace}/${pod.podRef.name}`, pod)),
  }
}

type Measured = Pick<z.infer<typeof summary>["node"], "cpu" | "memory">

function usageOf(name: string, { cpu, memory }: Measured): Usage {
  return {
    name,
    cpuMillicores: Math.round((cpu?.usageNanoCores ?? 0) / 1_000_000),
    memoryBytes: memory?.workingSetBytes ?? 0,
  }
}
