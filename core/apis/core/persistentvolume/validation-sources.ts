import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, required } from "../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../machinery/field/field-path.ts"
import { noBacksteps } from "../../validation/paths.ts"
import { sourceRules } from "../podspec/validation/volume-sources.ts"
import type { LocalVolumeSource, PersistentVolumeSpec, Volume } from "../v1.gen.ts"

/** Exactly one. The order is Kubernetes' and decides which of two is too many. */
export function validateVolumeSources(spec: PersistentVolumeSpec, path: FieldPath): FieldErrors {
  const given = kinds.filter((kind) => spec[kind] !== undefined)
  if (given.length === 0) return [required(path, "must specify a volume type")]
  return given.flatMap((kind, at) =>
    at > 0
      ? [forbidden(path.child(kind), "may not specify more than 1 volume type")]
      : validateSource(kind, spec, path.child(kind)),
  )
}

const kinds = [
  "hostPath",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "glusterfs",
  "flocker",
  "nfs",
  "rbd",
  "quobyte",
  "cephfs",
  "iscsi",
  "cinder",
  "fc",
  "flexVolume",
  "azureFile",
  "vsphereVolume",
  "azureDisk",
  "photonPersistentDisk",
  "portworxVolume",
  "scaleIO",
  "local",
  "storageos",
  "csi",
] as const satisfies readonly (keyof PersistentVolumeSpec)[]

function validateSource(kind: (typeof kinds)[number], spec: PersistentVolumeSpec, path: FieldPath): FieldErrors {
  if (kind === "local") return validateLocal(spec.local, spec, path)
  // The sources of pods and of volumes differ only in where their secrets may be.
  const volume: Volume = { name: "", [kind]: spec[kind] }
  const errors = sourceRules.find((rule) => rule.kind === kind)?.validate(volume, path) ?? []
  return kind === "csi" && !spec.csi?.volumeHandle ? [...errors, required(path.child("volumeHandle"))] : errors
}

/** A disk of one node: which, is part of what it is. */
function validateLocal(
  local: LocalVolumeSource | undefined,
  { nodeAffinity }: PersistentVolumeSpec,
  path: FieldPath,
): FieldErrors {
  const target = local?.path ?? ""
  return [
    ...(target === "" ? [required(path.child("path"))] : noBacksteps(path.child("path"), target)),
    ...(nodeAffinity === undefined ? [required("spec.nodeAffinity", "Local volume requires node affinity")] : []),
  ]
}
