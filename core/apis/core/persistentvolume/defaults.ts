import { defaultVolume } from "../podspec/volume-defaults.ts"
import type { PersistentVolumeSpec, Volume } from "../v1.gen.ts"

/** The same as for the volumes of a pod, where both know the source. */
export function defaultVolumeSource(spec: PersistentVolumeSpec): Partial<PersistentVolumeSpec> {
  const { hostPath, iscsi, rbd, azureDisk, scaleIO } = spec
  const source: Omit<Volume, "name"> = { hostPath, iscsi, rbd, azureDisk, scaleIO }
  if (Object.values(source).every((each) => each === undefined)) return {}
  const defaulted = defaultVolume({ name: "", ...source })
  const kept = Object.entries({ hostPath, iscsi, rbd, azureDisk, scaleIO }).filter(([, each]) => each !== undefined)
  return Object.fromEntries(
    kept.map(([kind, given]) => [kind, { ...given, ...defaulted[kind as keyof typeof source] }]), // a key of `source`
  )
}
