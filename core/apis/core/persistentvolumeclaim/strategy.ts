import { withFinalizer } from "../../strategy/finalizer.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from "../v1.gen.ts"
import { validateClaim } from "./validation.ts"
import { validateClaimUpdate } from "./validation-update.ts"
import { claimWarnings } from "./warnings.ts"

/** Taken off by the protection controller once no pod uses the claim. */
const claimProtection = "kubernetes.io/pvc-protection"

export const claimStrategy = newStrategy<PersistentVolumeClaim>({
  defaults: (claim) => ({
    ...claim,
    spec: { ...claim.spec, volumeMode: claim.spec.volumeMode ?? "Filesystem" },
    status: { ...claim.status, phase: claim.status?.phase || "Pending" },
  }),
  prepareForCreate: (claim) =>
    withFinalizer({ ...claim, spec: withBothSources(claim.spec), status: { phase: "Pending" } }, claimProtection),
  prepareForUpdate: (next, old) => ({ ...next, status: old.status }),
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
  warnings: claimWarnings,
  returnsDeletedObject: true,
})

/** `dataSource` and the newer `dataSourceRef` say the same, as far as the older one can. */
function withBothSources(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef } = spec
  if (dataSource !== undefined && dataSourceRef === undefined) return { ...spec, dataSourceRef: dataSource }
  if (dataSourceRef === undefined || dataSource !== undefined || dataSourceRef.namespace) return spec
  const { namespace: _, ...source } = dataSourceRef
  return { ...spec, dataSource: source }
}
