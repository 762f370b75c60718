import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, notSupported, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import type { PodSpec } from "../../v1.gen.ts"

/** A pod made for one system cannot use what only the other has. */
export function validateOs(spec: PodSpec, path: FieldPath): FieldErrors {
  if (spec.os === undefined) return []
  const name = spec.os.name ?? ""
  const own = path.child("os", "name")
  if (name === "") return [required(own, "cannot be empty")]
  if (name === "linux")
    return forbidFields(spec, ["windowsOptions"], [], "windows options cannot be set for a linux pod", path)
  if (name === "windows") return validateWindows(spec, path)
  return [notSupported(own, name, ["linux", "windows"])]
}

const linuxOnlyInPod = [
  "seLinuxOptions",
  "seccompProfile",
  "appArmorProfile",
  "fsGroup",
  "fsGroupChangePolicy",
  "sysctls",
  "runAsUser",
  "runAsGroup",
  "supplementalGroups",
  "supplementalGroupsPolicy",
  "seLinuxChangePolicy",
] as const

const linuxOnlyInContainer = [
  "seLinuxOptions",
  "seccompProfile",
  "appArmorProfile",
  "capabilities",
  "readOnlyRootFilesystem",
  "privileged",
  "allowPrivilegeEscalation",
  "procMount",
  "runAsUser",
  "runAsGroup",
] as const

function validateWindows(spec: PodSpec, path: FieldPath): FieldErrors {
  const detail = "cannot be set for a windows pod"
  const host = (["hostPID", "hostIPC", "shareProcessNamespace"] as const).flatMap((field) =>
    spec[field] ? [forbidden(path.child(field), detail)] : [],
  )
  return [...host, ...forbidFields(spec, linuxOnlyInPod, linuxOnlyInContainer, detail, path)]
}

function forbidFields(
  spec: PodSpec,
  inPod: readonly (keyof NonNullable<PodSpec["securityContext"]>)[],
  inContainer: readonly (keyof NonNullable<PodSpec["containers"][number]["securityContext"]>)[],
  detail: string,
  path: FieldPath,
): FieldErrors {
  const lists = ["containers", "initContainers", "ephemeralContainers"] as const
  const both = inPod.filter((field) => field === "windowsOptions")
  return [
    ...inPod.flatMap((field) =>
      spec.securityContext?.[field] === undefined ? [] : [forbidden(path.child("securityContext", field), detail)],
    ),
    ...lists.flatMap((list) =>
      (spec[list] ?? []).flatMap(({ securityContext }, at) =>
        [...inContainer, ...both].flatMap((field) =>
          securityContext?.[field] === undefined
            ? []
            : [forbidden(path.child(list).index(at).child("securityContext", field), detail)],
        ),
      ),
    ),
  ]
}
