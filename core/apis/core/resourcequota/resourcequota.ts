import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { canonicalQuantity } from "../../../machinery/quantity/quantity.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { resourcequotas } from "../../resources.gen.ts"
import { column } from "../../strategy/column.ts"
import { newStrategy, statusPart } from "../../strategy/new-strategy.ts"
import type { ResourceQuota } from "../v1.gen.ts"
import { validateResourceQuota, validateResourceQuotaStatusUpdate, validateResourceQuotaUpdate } from "./validation.ts"

export const resourceQuota: KindDefinition<ResourceQuota> = {
  resource: resourcequotas,
  strategy: newStrategy<ResourceQuota>({
    prepareForCreate: (quota) => ({ ...quota, status: {} }),
    prepareForUpdate: (next, old) => ({ ...next, status: old.status }),
    validate: validateResourceQuota,
    validateUpdate: validateResourceQuotaUpdate,
    returnsDeletedObject: true,
  }),
  columns: [
    nameColumn(),
    column("Request", "What is used of what may be asked for.", (quota) => usage(quota, (name) => !isLimit(name))),
    column("Limit", "What is used of what limits may add up to.", (quota) => usage(quota, isLimit)),
    ageColumn(),
  ],
  subresources: [
    statusPart<ResourceQuota>({
      prepareForUpdate: (next, old) => ({ ...next, spec: old.spec }),
      validateUpdate: validateResourceQuotaStatusUpdate,
    }),
  ],
}

function usage({ status }: ResourceQuota, isShown: (name: string) => boolean): string {
  return Object.entries(status.hard ?? {})
    .filter(([name]) => isShown(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, hard]) => `${name}: ${canonicalQuantity(status.used?.[name] ?? "0")}/${canonicalQuantity(hard)}`)
    .join(", ")
}

function isLimit(name: string): boolean {
  return name.startsWith("limits")
}
