import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { leases } from "../../resources.gen.ts"
import { column } from "../../strategy/column.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { Lease } from "../v1.gen.ts"
import { validateLease, validateLeaseUpdate } from "./validation.ts"

export const lease: KindDefinition<Lease> = {
  resource: leases,
  strategy: newStrategy<Lease>({
    prepareForCreate: withoutCoordination,
    prepareForUpdate: withoutCoordination,
    validate: validateLease,
    validateUpdate: validateLeaseUpdate,
    allowCreateOnUpdate: true,
    // Who holds a lease must know what it overwrites.
    allowUnconditionalUpdate: false,
  }),
  columns: [nameColumn(), column("Holder", "Who has it now.", ({ spec }) => spec?.holderIdentity ?? ""), ageColumn()],
  subresources: [],
}

/** Coordinated leader election is off in Kubernetes 1.36: its fields are not kept. */
function withoutCoordination(lease: Lease): Lease {
  if (lease.spec?.strategy === undefined && lease.spec?.preferredHolder === undefined) return lease
  const { strategy: _, preferredHolder: __, ...spec } = lease.spec
  return { ...lease, spec }
}
