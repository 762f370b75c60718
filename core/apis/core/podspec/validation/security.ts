import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { duplicate, invalid, notSupported, required, tooLong } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { userId } from "../../../../machinery/field/format.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import { oneOf } from "../../../validation/numbers.ts"
import { localDescendingPath } from "../../../validation/paths.ts"
import type { AppArmorProfile, PodSpec, SeccompProfile, SecurityContext, Sysctl } from "../../v1.gen.ts"

const profileTypes = ["Localhost", "RuntimeDefault", "Unconfined"] as const

export function validatePodSecurity(spec: PodSpec, path: FieldPath): FieldErrors {
  const context = spec.securityContext
  if (context === undefined) return []
  const sharesTwice = spec.shareProcessNamespace === true && spec.hostPID === true
  return [
    ...idsOf(context, ["fsGroup", "runAsUser", "runAsGroup"], path),
    ...(context.supplementalGroups ?? []).flatMap((group, at) =>
      about(path.child("supplementalGroups").index(at), group, userId(group)),
    ),
    ...(sharesTwice
      ? [invalid(path.child("shareProcessNamespace"), true, "ShareProcessNamespace and HostPID cannot both be enabled")]
      : []),
    ...validateSysctls(context.sysctls ?? [], spec, path.child("sysctls")),
    ...optionalOneOf(path.child("fsGroupChangePolicy"), context.fsGroupChangePolicy, ["Always", "OnRootMismatch"]),
    ...validateSeccomp(context.seccompProfile, path.child("seccompProfile")),
    ...validateAppArmor(context.appArmorProfile, path.child("appArmorProfile")),
    ...optionalOneOf(path.child("seLinuxChangePolicy"), context.seLinuxChangePolicy, ["MountOption", "Recursive"]),
    ...optionalOneOf(path.child("supplementalGroupsPolicy"), context.supplementalGroupsPolicy, ["Merge", "Strict"]),
  ]
}

export function validateContainerSecurity(
  context: SecurityContext | undefined,
  hostUsers: boolean,
  path: FieldPath,
): FieldErrors {
  if (context === undefined) return []
  const { procMount } = context
  return [
    ...idsOf(context, ["runAsUser", "runAsGroup"], path),
    ...optionalOneOf(path.child("procMount"), procMount, ["Default", "Unmasked"]),
    ...(hostUsers && procMount === "Unmasked"
      ? [invalid(path.child("procMount"), procMount, "`hostUsers` must be false to use `Unmasked`")]
      : []),
    ...validateSeccomp(context.seccompProfile, path.child("seccompProfile")),
    ...validateEscalation(context, path),
    ...validateAppArmor(context.appArmorProfile, path.child("appArmorProfile")),
  ]
}

/** Who is all-powerful cannot be kept from becoming more. */
function validateEscalation(context: SecurityContext, path: FieldPath): FieldErrors {
  if (context.allowPrivilegeEscalation !== false) return []
  const admin = context.capabilities?.add?.includes("CAP_SYS_ADMIN") === true
  const cannot = "cannot set `allowPrivilegeEscalation` to false and"
  return [
    ...(context.privileged === true ? [invalid(path, context, `${cannot} \`privileged\` to true`)] : []),
    ...(admin ? [invalid(path, context, `${cannot} \`capabilities.Add\` CAP_SYS_ADMIN`)] : []),
  ]
}

function idsOf<K extends string>(
  context: { readonly [key in K]?: number | undefined },
  names: readonly K[],
  path: FieldPath,
): FieldErrors {
  return names.flatMap((name) => {
    const id = context[name]
    return id === undefined ? [] : about(path.child(name), id, userId(id))
  })
}

function optionalOneOf(path: FieldPath, value: string | undefined, supported: readonly string[]): FieldErrors {
  return value === undefined ? [] : oneOf(path, value, supported)
}

function validateSeccomp(profile: SeccompProfile | undefined, path: FieldPath): FieldErrors {
  if (profile === undefined) return []
  const { localhostProfile: file } = profile
  const type: string = profile.type ?? ""
  const atFile = path.child("localhostProfile")
  return [
    ...(type === ""
      ? [required(path.child("type"), "type is required when seccompProfile is set")]
      : oneOf(path.child("type"), type, profileTypes)),
    ...(type === "Localhost"
      ? file === undefined
        ? [required(atFile, "must be set when seccomp type is Localhost")]
        : localDescendingPath(atFile, file)
      : file === undefined
        ? []
        : [invalid(atFile, profile, "can only be set when seccomp type is Localhost")]),
  ]
}

const mostProfileLetters = 4095

function validateAppArmor(profile: AppArmorProfile | undefined, path: FieldPath): FieldErrors {
  if (profile === undefined) return []
  const { localhostProfile: name } = profile
  const type: string = profile.type ?? ""
  const atName = path.child("localhostProfile")
  if (type === "") return [required(path.child("type"), "type is required when appArmorProfile is set")]
  if (type !== "Localhost") {
    if (!profileTypes.some((known) => known === type)) return [notSupported(path.child("type"), type, profileTypes)]
    return name === undefined ? [] : [invalid(atName, name, "can only be set when AppArmor type is Localhost")]
  }
  if (!name?.trim()) return [required(atName, "must be set when AppArmor type is Localhost")]
  return [
    ...(name.trim() === name ? [] : [invalid(atName, name, "must not be padded with whitespace")]),
    ...(name.length > mostProfileLetters ? [tooLong(atName, mostProfileLetters)] : []),
  ]
}

const sysctlText = "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"
const sysctlPattern = new RegExp(sysctlText)
const mostSysctlLetters = 253

function validateSysctls(sysctls: readonly Sysctl[], spec: PodSpec, path: FieldPath): FieldErrors {
  const seen = new Set<string>()
  return sysctls.flatMap(({ name = "" }, at) => {
    const own = path.index(at).child("name")
    const repeated = seen.has(name)
    seen.add(name)
    const wellFormed = name.length <= mostSysctlLetters && sysctlPattern.test(name)
    const form = `must have at most ${mostSysctlLetters} characters and match regex ${sysctlText}`
    const dotted = name.replaceAll("/", ".")
    return [
      ...(name === ""
        ? [required(own)]
        : wellFormed
          ? repeated
            ? [duplicate(own, name)]
            : []
          : [invalid(own, name, form)]),
      ...(spec.hostNetwork === true && dotted.startsWith("net.")
        ? [invalid(own, name, "may not be specified when 'hostNetwork' is true")]
        : []),
      ...(spec.hostIPC === true && isIpcSysctl(dotted)
        ? [invalid(own, name, "may not be specified when 'hostIPC' is true")]
        : []),
    ]
  })
}

function isIpcSysctl(name: string): boolean {
  return name === "kernel.sem" || ["kernel.shm", "kernel.msg", "fs.mqueue."].some((prefix) => name.startsWith(prefix))
}
