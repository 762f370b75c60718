import type { Column } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { countColumn, formatLabelSelector, templateColumns } from "../../strategy/table-cells.ts"
import type { ReplicaSet } from "../v1.gen.ts"

export const replicaSetColumns: readonly Column<ReplicaSet>[] = [
  nameColumn(),
  countColumn("Desired", "How many pods there shall be.", ({ spec }) => spec.replicas),
  countColumn("Current", "How many pods there are.", ({ status }) => status.replicas),
  countColumn("Ready", "How many of the pods are ready.", ({ status }) => status.readyReplicas),
  ageColumn(),
  ...templateColumns<ReplicaSet>(({ spec }) => spec.template),
  {
    name: "Selector",
    type: "string",
    priority: 1,
    description: "Which pods belong to the replica set.",
    cell: ({ spec }) => formatLabelSelector(spec.selector),
  },
]
