import type { Column } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { formatLabelSelector, templateColumns } from "../../strategy/table-cells.ts"
import type { Deployment } from "../v1.gen.ts"

export const deploymentColumns: readonly Column<Deployment>[] = [
  nameColumn(),
  {
    name: "Ready",
    type: "string",
    description: "Number of the pod with ready state",
    cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
  },
  {
    name: "Up-to-date",
    type: "string",
    description: "Number of pods that have the desired template spec.",
    cell: ({ status }) => status.updatedReplicas ?? 0,
  },
  {
    name: "Available",
    type: "string",
    description: "Number of pods that have been ready for at least minReadySeconds.",
    cell: ({ status }) => status.availableReplicas ?? 0,
  },
  ageColumn(),
  ...templateColumns<Deployment>(({ spec }) => spec.template),
  {
    name: "Selector",
    type: "string",
    priority: 1,
    description: "Which pods belong to the deployment.",
    cell: ({ spec }) => formatLabelSelector(spec.selector),
  },
]
