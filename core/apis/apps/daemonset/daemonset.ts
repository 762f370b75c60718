import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { daemonsets } from "../../resources.gen.ts"
import type { DaemonSet } from "../v1.gen.ts"
import { daemonSetColumns } from "./columns.ts"
import { daemonSetStrategy } from "./strategy.ts"
import { validateDaemonSetStatusUpdate } from "./validation.ts"

export const daemonSet: KindDefinition<DaemonSet> = {
  resource: daemonsets,
  strategy: daemonSetStrategy,
  columns: daemonSetColumns,
  subresources: [
    {
      type: "part",
      name: "status",
      verbs: ["get", "update", "patch"],
      prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
      validateUpdate: (next, old) => validateDaemonSetStatusUpdate(next, old),
    },
  ],
}
