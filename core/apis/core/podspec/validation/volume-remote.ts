import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { invalid, required, tooLong } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { dns1123Subdomain, inRange } from "../../../../machinery/field/format.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import { localDescendingPath } from "../../../validation/paths.ts"
import type { ISCSIVolumeSource, NFSVolumeSource, Volume } from "../../v1.gen.ts"
import type { SourceRule } from "./volume-rule.ts"

/** Storage beyond the machine. Most need nothing but a few names to be given. */
export const remoteSourceRules: readonly SourceRule[] = [
  {
    kind: "gitRepo",
    validate: ({ gitRepo }, path) => [
      ...(gitRepo?.repository ? [] : [required(path.child("repository"))]),
      ...localDescendingPath(path.child("directory"), gitRepo?.directory ?? ""),
    ],
  },
  {
    kind: "gcePersistentDisk",
    validate: ({ gcePersistentDisk: disk }, path) => [
      ...(disk?.pdName ? [] : [required(path.child("pdName"))]),
      ...partition(disk?.partition, path),
    ],
  },
  {
    kind: "awsElasticBlockStore",
    validate: ({ awsElasticBlockStore: disk }, path) => [
      ...(disk?.volumeID ? [] : [required(path.child("volumeID"))]),
      ...partition(disk?.partition, path),
    ],
  },
  { kind: "nfs", validate: ({ nfs }, path) => (nfs === undefined ? [] : validateNfs(nfs, path)) },
  { kind: "iscsi", validate: ({ iscsi }, path) => (iscsi === undefined ? [] : validateIscsi(iscsi, path)) },
  needs("glusterfs", ["endpoints", "path"]),
  { kind: "flocker", validate: ({ flocker }, path) => validateFlocker(flocker, path) },
  needs("rbd", ["monitors", "image"]),
  needs("cinder", ["volumeID"]),
  needs("cephfs", ["monitors"]),
  needs("quobyte", ["registry", "volume"]),
  { kind: "fc", validate: ({ fc }, path) => validateFibreChannel(fc, path) },
  needs("flexVolume", ["driver"]),
  needs("azureFile", ["secretName", "shareName"]),
  needs("vsphereVolume", ["volumePath"]),
  needs("photonPersistentDisk", ["pdID"]),
  needs("portworxVolume", ["volumeID"]),
  needs("azureDisk", ["diskName", "diskURI"]),
  needs("storageos", ["volumeName"]),
  needs("scaleIO", ["gateway", "system", "volumeName"]),
  {
    kind: "csi",
    validate: ({ csi }, path) => [
      ...validateDriverName(csi?.driver ?? "", path.child("driver")),
      ...(csi?.nodePublishSecretRef !== undefined && !csi.nodePublishSecretRef.name
        ? [required(path.child("nodePublishSecretRef", "name"))]
        : []),
    ],
  },
]

/** A rule that only asks for fields to be there. */
function needs<K extends SourceRule["kind"]>(
  kind: K,
  fields: readonly (keyof NonNullable<Volume[K]> & string)[],
): SourceRule {
  return {
    kind,
    validate: (volume, path) => {
      const source = volume[kind]
      if (source === undefined) return []
      const given = Object.entries(source).filter(([, value]) => value !== "" && !isEmptyList(value))
      return fields
        .filter((field) => !given.some(([name]) => name === field))
        .map((field) => required(path.child(field)))
    },
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function partition(value: number | undefined, path: FieldPath): FieldErrors {
  return about(path.child("partition"), value ?? 0, inRange(value ?? 0, 0, 255))
}

/** Of pods and of persistent volumes. */
function validateNfs({ server, path: target = "" }: NFSVolumeSource, path: FieldPath): FieldErrors {
  return [
    ...(server ? [] : [required(path.child("server"))]),
    ...(target === "" ? [required(path.child("path"))] : []),
    ...(target.startsWith("/") ? [] : [invalid(path.child("path"), target, "must be an absolute path")]),
  ]
}

function validateIscsi(source: ISCSIVolumeSource, path: FieldPath): FieldErrors {
  const { targetPortal, iqn = "", lun = 0, chapAuthDiscovery, chapAuthSession, secretRef, initiatorName } = source
  const authenticates = chapAuthDiscovery === true || chapAuthSession === true
  return [
    ...(targetPortal ? [] : [required(path.child("targetPortal"))]),
    ...(iqn === ""
      ? [required(path.child("iqn"))]
      : isTargetName(iqn)
        ? []
        : [invalid(path.child("iqn"), iqn, "must be valid format")]),
    ...about(path.child("lun"), lun, inRange(lun, 0, 255)),
    ...(authenticates && secretRef === undefined ? [required(path.child("secretRef"))] : []),
    ...(initiatorName !== undefined && !isTargetName(initiatorName)
      ? [invalid(path.child("initiatorname"), initiatorName, "must be valid format")]
      : []),
  ]
}

function isTargetName(name: string): boolean {
  return /^(iqn\.\d{4}-\d{2}\.([a-z0-9\-.]+)(:[^,;*&$|\s]+)$|eui\.[0-9A-Fa-f]{16}$|naa\.[0-9A-Fa-f]{16,32}$)/.test(name)
}

function validateFlocker(source: Volume["flocker"], path: FieldPath): FieldErrors {
  const { datasetName = "", datasetUUID = "" } = source ?? {}
  if (datasetName === "" && datasetUUID === "")
    return [required(path, "one of datasetName and datasetUUID is required")]
  return [
    ...(datasetName !== "" && datasetUUID !== ""
      ? [invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously")]
      : []),
    ...(datasetName.includes("/") ? [invalid(path.child("datasetName"), datasetName, "must not contain '/'")] : []),
  ]
}

function validateFibreChannel(source: Volume["fc"], path: FieldPath): FieldErrors {
  const { targetWWNs = [], wwids = [], lun } = source ?? {}
  if (targetWWNs.length === 0 && wwids.length === 0)
    return [required(path.child("targetWWNs"), "must specify either targetWWNs or wwids, but not both")]
  if (targetWWNs.length > 0 && wwids.length > 0)
    return [invalid(path.child("targetWWNs"), targetWWNs, "targetWWNs and wwids can not be specified simultaneously")]
  if (targetWWNs.length === 0) return []
  if (lun === undefined) return [required(path.child("lun"), "lun is required if targetWWNs is specified")]
  return about(path.child("lun"), lun, inRange(lun, 0, 255))
}

const mostDriverLetters = 63

function validateDriverName(name: string, path: FieldPath): FieldErrors {
  if (name === "") return [required(path)]
  return [
    ...(name.length > mostDriverLetters ? [tooLong(path, mostDriverLetters)] : []),
    ...about(path, name, dns1123Subdomain(name.toLowerCase())),
  ]
}
