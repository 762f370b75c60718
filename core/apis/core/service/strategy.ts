import { newStrategy } from "../../strategy/new-strategy.ts"
import type { Service } from "../v1.gen.ts"
import { allocateForService, releaseOfService } from "./allocate.ts"
import { defaultService } from "./defaults.ts"
import { withFamilies } from "./families.ts"
import { withKnownValues } from "./known-values.ts"
import { withoutStaleFields } from "./stale-fields.ts"
import { validateService } from "./validation.ts"
import { validateServiceUpdate } from "./validation-update.ts"
import { serviceWarnings } from "./warnings.ts"

export const serviceStrategy = newStrategy<Service>({
  defaults: defaultService,
  prepareForCreate: (service) => withFamilies({ ...withSyncedIPs(service), status: { loadBalancer: {} } }),
  prepareForUpdate: (next, old) =>
    withFamilies(withoutStaleFields({ ...withKnownValues(next, old), status: old.status }, old), old),
  validate: (service) => validateService(service),
  validateUpdate: validateServiceUpdate,
  warnings: serviceWarnings,
  allowCreateOnUpdate: true,
  returnsDeletedObject: true,
  allocate: allocateForService,
  release: releaseOfService,
})

/** Who knows only the singular field still gets both. */
function withSyncedIPs(service: Service): Service {
  const { clusterIP, clusterIPs = [] } = service.spec
  return clusterIP && clusterIPs.length === 0
    ? { ...service, spec: { ...service.spec, clusterIPs: [clusterIP] } }
    : service
}
