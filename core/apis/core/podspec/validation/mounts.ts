import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, invalid, notFound, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { oneOf } from "../../../validation/numbers.ts"
import { localDescendingPath, noBacksteps } from "../../../validation/paths.ts"
import type { Volume, VolumeDevice, VolumeMount } from "../../v1.gen.ts"
import type { AnyContainer } from "../containers.ts"

/** The pod's volumes that are right in themselves, by name. */
export type Volumes = ReadonlyMap<string, Volume>

export function validateMounts(container: AnyContainer, volumes: Volumes, path: FieldPath): FieldErrors {
  const devices = container.volumeDevices ?? []
  const seen = new Set<string>()
  return (container.volumeMounts ?? []).flatMap((mount, at) => {
    const { name = "", mountPath = "" } = mount
    const own = path.index(at)
    const repeated = seen.has(mountPath)
    seen.add(mountPath)
    return [
      ...(name === "" ? [required(own.child("name"))] : []),
      ...(volumes.has(name) ? [] : [notFound(own.child("name"), name)]),
      ...(mountPath === "" ? [required(own.child("mountPath"))] : []),
      ...(repeated ? [invalid(own.child("mountPath"), mountPath, "must be unique")] : []),
      ...(devices.some((device) => device.name === name)
        ? [invalid(own.child("name"), name, "must not already exist in volumeDevices")]
        : []),
      ...(devices.some((device) => device.devicePath === mountPath)
        ? [invalid(own.child("mountPath"), mountPath, "must not already exist as a path in volumeDevices")]
        : []),
      ...validateSubPath(mount, own),
      ...validatePropagation(mount, container, own.child("mountPropagation")),
      ...validateRecursiveReadOnly(mount, own.child("recursiveReadOnly")),
    ]
  })
}

function validateSubPath({ subPath = "", subPathExpr = "" }: VolumeMount, path: FieldPath): FieldErrors {
  return [
    ...(subPath === "" ? [] : localDescendingPath(path.child("subPath"), subPath)),
    ...(subPathExpr !== "" && subPath !== ""
      ? [invalid(path.child("subPathExpr"), subPathExpr, "subPathExpr and subPath are mutually exclusive")]
      : []),
    ...(subPathExpr === "" ? [] : localDescendingPath(path.child("subPathExpr"), subPathExpr)),
  ]
}

function validatePropagation(
  { mountPropagation }: VolumeMount,
  { securityContext }: AnyContainer,
  path: FieldPath,
): FieldErrors {
  if (mountPropagation === undefined) return []
  const needsPrivilege = mountPropagation === "Bidirectional" && securityContext?.privileged !== true
  const detail = "Bidirectional mount propagation is available only to privileged containers"
  return [
    ...oneOf(path, mountPropagation, ["Bidirectional", "HostToContainer", "None"]),
    ...(needsPrivilege ? [forbidden(path, detail)] : []),
  ]
}

function validateRecursiveReadOnly(mount: VolumeMount, path: FieldPath): FieldErrors {
  const { recursiveReadOnly, readOnly, mountPropagation } = mount
  if (recursiveReadOnly === undefined || recursiveReadOnly === "Disabled") return []
  if (recursiveReadOnly !== "Enabled" && recursiveReadOnly !== "IfPossible")
    return oneOf(path, recursiveReadOnly, ["Disabled", "Enabled", "IfPossible"])
  const propagates = mountPropagation !== undefined && mountPropagation !== "None"
  return [
    ...(readOnly === true ? [] : [forbidden(path, "may only be specified when readOnly is true")]),
    ...(propagates ? [forbidden(path, "may only be specified when mountPropagation is None or not specified")] : []),
  ]
}

export function validateDevices(container: AnyContainer, volumes: Volumes, path: FieldPath): FieldErrors {
  const names = new Set<string>()
  const paths = new Set<string>()
  return (container.volumeDevices ?? []).flatMap((device, at) => {
    const errors = validateDevice(
      device,
      { mounts: container.volumeMounts ?? [], volumes, names, paths },
      path.index(at),
    )
    names.add(device.name)
    paths.add(device.devicePath)
    return errors
  })
}

interface DeviceSurroundings {
  readonly mounts: readonly VolumeMount[]
  readonly volumes: Volumes
  /** Of the devices before it. */
  readonly names: ReadonlySet<string>
  readonly paths: ReadonlySet<string>
}

function validateDevice(
  { name = "", devicePath = "" }: VolumeDevice,
  { mounts, volumes, names, paths }: DeviceSurroundings,
  path: FieldPath,
): FieldErrors {
  const volume = volumes.get(name)
  const isClaim = volume?.persistentVolumeClaim !== undefined || volume?.ephemeral !== undefined
  const onlyClaims = "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"
  return [
    ...(name === "" ? [required(path.child("name"))] : []),
    ...(name !== "" && names.has(name) ? [invalid(path.child("name"), name, "must be unique")] : []),
    ...(volume !== undefined && !isClaim ? [invalid(path.child("name"), name, onlyClaims)] : []),
    ...(volume === undefined ? [notFound(path.child("name"), name)] : []),
    ...(devicePath === "" ? [required(path.child("devicePath"))] : []),
    ...(paths.has(devicePath) ? [invalid(path.child("devicePath"), devicePath, "must be unique")] : []),
    ...(noBacksteps(path, devicePath).length > 0
      ? [invalid(path.child("devicePath"), devicePath, "can not contain backsteps ('..')")]
      : []),
    ...(mounts.some((mount) => mount.name === name)
      ? [invalid(path.child("name"), name, "must not already exist in volumeMounts")]
      : []),
    ...(mounts.some((mount) => mount.mountPath === devicePath)
      ? [invalid(path.child("devicePath"), devicePath, "must not already exist as a path in volumeMounts")]
      : []),
  ]
}
