import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { statefulsets } from "../../resources.gen.ts"
import { statusPart } from "../../strategy/new-strategy.ts"
import { scaleOf } from "../../strategy/scale.ts"
import { templateColumns } from "../../strategy/table-cells.ts"
import type { StatefulSet } from "../v1.gen.ts"
import { statefulSetStrategy } from "./strategy.ts"
import { validateStatefulSetStatusUpdate } from "./validation-update.ts"

export const statefulSet: KindDefinition<StatefulSet> = {
  resource: statefulsets,
  strategy: statefulSetStrategy,
  columns: [
    nameColumn(),
    {
      name: "Ready",
      type: "string",
      description: "Number of the pod with ready state",
      cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    },
    ageColumn(),
    ...templateColumns<StatefulSet>(({ spec }) => spec.template),
  ],
  subresources: [
    scaleOf<StatefulSet>(),
    statusPart<StatefulSet>({
      prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
      validateUpdate: (next, old) => validateStatefulSetStatusUpdate(next, old),
    }),
  ],
}
