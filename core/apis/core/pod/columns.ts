import type { Column } from "../../../machinery/api/kind.ts"
import { formatAge } from "../../../machinery/table/age.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import type { Pod } from "../v1.gen.ts"
import { summarizePod } from "./summary.ts"

const none = "<none>"

export const podColumns: readonly Column<Pod>[] = [
  nameColumn(),
  {
    name: "Ready",
    type: "string",
    description: "The aggregate readiness state of this pod for accepting traffic.",
    cell: (pod) => {
      const { ready, total } = summarizePod(pod)
      return `${ready}/${total}`
    },
  },
  {
    name: "Status",
    type: "string",
    description: "The aggregate status of the containers in this pod.",
    cell: (pod) => summarizePod(pod).reason,
  },
  {
    name: "Restarts",
    type: "string",
    description:
      "The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.",
    cell: (pod, nowMs) => {
      const { restarts, lastRestart } = summarizePod(pod)
      const when = restarts > 0 && lastRestart !== undefined ? ` (${formatAge(lastRestart, nowMs)} ago)` : ""
      return `${restarts}${when}`
    },
  },
  ageColumn(),
  {
    name: "IP",
    type: "string",
    priority: 1,
    description: "The first address of the pod in its network.",
    cell: (pod) => pod.status.podIPs?.[0]?.ip || pod.status.podIP || none,
  },
  {
    name: "Node",
    type: "string",
    priority: 1,
    description: "The node the pod is bound to.",
    cell: (pod) => pod.spec.nodeName || none,
  },
  {
    name: "Nominated Node",
    type: "string",
    priority: 1,
    description: "The node where the pod is to run once others have made room for it.",
    cell: (pod) => pod.status.nominatedNodeName || none,
  },
  {
    name: "Readiness Gates",
    type: "string",
    priority: 1,
    description: "How many of the conditions the pod waits for are true.",
    cell: readinessGates,
  },
]

function readinessGates(pod: Pod): string {
  const gates = pod.spec.readinessGates ?? []
  if (gates.length === 0) return none
  const open = gates.filter((gate) =>
    pod.status.conditions?.some(({ type, status }) => type === gate.conditionType && status === "True"),
  )
  return `${open.length}/${gates.length}`
}
