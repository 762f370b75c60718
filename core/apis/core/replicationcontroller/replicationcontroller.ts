import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { replicationcontrollers } from "../../resources.gen.ts"
import { statusPart } from "../../strategy/new-strategy.ts"
import { countColumn, formatLabels, templateColumns } from "../../strategy/table-cells.ts"
import type { ReplicationController } from "../v1.gen.ts"
import { replicationControllerStrategy } from "./strategy.ts"
import { validateReplicationControllerStatusUpdate } from "./validation.ts"

/** What replica sets grew out of. */
export const replicationController: KindDefinition<ReplicationController> = {
  resource: replicationcontrollers,
  strategy: replicationControllerStrategy,
  columns: [
    nameColumn(),
    countColumn("Desired", "How many pods there shall be.", ({ spec }) => spec.replicas),
    countColumn("Current", "How many pods there are.", ({ status }) => status.replicas),
    countColumn("Ready", "How many of the pods are ready.", ({ status }) => status.readyReplicas),
    ageColumn(),
    ...templateColumns<ReplicationController>(({ spec }) => spec.template),
    {
      name: "Selector",
      type: "string",
      priority: 1,
      description: "Which pods belong to the controller.",
      cell: ({ spec }) => formatLabels(spec.selector),
    },
  ],
  subresources: [
    {
      type: "scale",
      name: "scale",
      replicasOf: ({ spec, status }) => ({
        spec: spec.replicas ?? 0,
        status: status.replicas ?? 0,
        selector: Object.keys(spec.selector ?? {}).length === 0 ? "" : formatLabels(spec.selector),
      }),
      withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
    },
    statusPart<ReplicationController>({
      prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
      validateUpdate: (next, old) => validateReplicationControllerStatusUpdate(next, old),
    }),
  ],
  fields: { "status.replicas": ({ status }) => String(status.replicas ?? 0) },
}
