import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { persistentvolumeclaims } from "../../resources.gen.ts"
import { statusPart } from "../../strategy/new-strategy.ts"
import type { PersistentVolumeClaim } from "../v1.gen.ts"
import { claimColumns } from "./columns.ts"
import { claimStrategy } from "./strategy.ts"
import { validateClaimStatusUpdate } from "./validation-update.ts"

export const persistentVolumeClaim: KindDefinition<PersistentVolumeClaim> = {
  resource: persistentvolumeclaims,
  strategy: claimStrategy,
  columns: claimColumns,
  subresources: [
    statusPart<PersistentVolumeClaim>({
      prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
      validateUpdate: validateClaimStatusUpdate,
    }),
  ],
  fields: { name: ({ metadata }) => metadata.name ?? "" },
}
