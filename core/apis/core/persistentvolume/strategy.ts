import { formatTime } from "../../../base/clock.ts"
import { withFinalizer } from "../../strategy/finalizer.ts"
import { newStrategy, statusPart } from "../../strategy/new-strategy.ts"
import type { PersistentVolume } from "../v1.gen.ts"
import { defaultVolumeSource } from "./defaults.ts"
import { validateVolume } from "./validation.ts"
import { validateVolumeStatusUpdate, validateVolumeUpdate } from "./validation-update.ts"
import { volumeWarnings } from "./warnings.ts"

/** Taken off by the protection controller once no claim holds the volume. */
const volumeProtection = "kubernetes.io/pv-protection"

export const volumeStrategy = newStrategy<PersistentVolume>({
  defaults: (volume) => ({
    ...volume,
    spec: {
      ...volume.spec,
      ...defaultVolumeSource(volume.spec),
      persistentVolumeReclaimPolicy: volume.spec.persistentVolumeReclaimPolicy || "Retain",
      volumeMode: volume.spec.volumeMode ?? "Filesystem",
    },
    status: { ...volume.status, phase: volume.status?.phase || "Pending" },
  }),
  prepareForCreate: (volume, { nowMs }) =>
    withFinalizer(
      { ...volume, status: { phase: "Pending", lastPhaseTransitionTime: formatTime(nowMs) } },
      volumeProtection,
    ),
  prepareForUpdate: (next, old) => ({ ...next, status: old.status }),
  validate: validateVolume,
  validateUpdate: validateVolumeUpdate,
  warnings: volumeWarnings,
  returnsDeletedObject: true,
})

export const volumeStatus = statusPart<PersistentVolume>({
  prepareForUpdate: (next, old, { nowMs }) => {
    const time = next.status.lastPhaseTransitionTime
    const isStale = time === undefined || time === old.status.lastPhaseTransitionTime
    const changed = next.status.phase !== old.status.phase
    const status = changed && isStale ? { ...next.status, lastPhaseTransitionTime: formatTime(nowMs) } : next.status
    return { ...next, spec: old.spec, status }
  },
  validateUpdate: validateVolumeStatusUpdate,
})
