import type { Column } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { countColumn, formatLabelSelector, formatLabels, templateColumns } from "../../strategy/table-cells.ts"
import type { DaemonSet } from "../v1.gen.ts"

export const daemonSetColumns: readonly Column<DaemonSet>[] = [
  nameColumn(),
  countColumn("Desired", "How many nodes shall run the pod.", ({ status }) => status.desiredNumberScheduled),
  countColumn("Current", "How many of those nodes have the pod.", ({ status }) => status.currentNumberScheduled),
  countColumn("Ready", "On how many nodes the pod is ready.", ({ status }) => status.numberReady),
  countColumn("Up-to-date", "On how many nodes the pod is the newest.", ({ status }) => status.updatedNumberScheduled),
  countColumn(
    "Available",
    "On how many nodes the pod has been ready long enough.",
    ({ status }) => status.numberAvailable,
  ),
  {
    name: "Node Selector",
    type: "string",
    description: "Labels of the nodes that run the pod.",
    cell: ({ spec }) => formatLabels(spec.template.spec?.nodeSelector),
  },
  ageColumn(),
  ...templateColumns<DaemonSet>(({ spec }) => spec.template),
  {
    name: "Selector",
    type: "string",
    priority: 1,
    description: "Which pods belong to the daemon set.",
    cell: ({ spec }) => formatLabelSelector(spec.selector),
  },
]
