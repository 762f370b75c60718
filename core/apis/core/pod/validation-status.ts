import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { duplicate, forbidden, invalid } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { dns1123Subdomain, qualifiedName } from "../../../machinery/field/format.ts"
import { about, validateObjectMetaUpdate } from "../../../machinery/meta/validate-meta.ts"
import { ipAddress, isIpv4 } from "../../validation/addresses.ts"
import { isSidecar } from "../podspec/containers.ts"
import { validatePodAnnotationUpdate } from "../podspec/validation/annotations.ts"
import type { ContainerStatus, Pod, PodSpec } from "../v1.gen.ts"
import { metadataPath } from "./validation.ts"

const statusPath = FieldPath.of("status")

/** What a kubelet may report (`ValidatePodStatusUpdate`). */
export function validatePodStatusUpdate(next: Pod, old: Pod): FieldErrors {
  const { status } = next
  const nominated = status.nominatedNodeName
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validatePodAnnotationUpdate(
      next.metadata.annotations,
      old.metadata.annotations,
      metadataPath.child("annotations"),
    ),
    ...(status.conditions ?? []).flatMap(({ type = "" }, at) =>
      type === "" || type.includes("/")
        ? about(statusPath.child("conditions").index(at).child("Type"), type, qualifiedName(type))
        : [],
    ),
    ...(nominated && nominated !== old.status.nominatedNodeName
      ? about(statusPath.child("nominatedNodeName"), nominated, dns1123Subdomain(nominated))
      : []),
    ...validateStates("containerStatuses", next, old),
    ...validateStates("initContainerStatuses", next, old),
    ...validateAddresses(status.podIPs ?? [], statusPath.child("podIPs")),
    ...validateAddresses(status.hostIPs ?? [], statusPath.child("hostIPs")),
  ]
}

/** A container that ended for good does not come back. */
function validateStates(list: "containerStatuses" | "initContainerStatuses", next: Pod, old: Pod): FieldErrors {
  return (old.status[list] ?? []).flatMap((before, at) => {
    if (before.state?.terminated === undefined || mayRestart(before, list, old.spec)) return []
    const after = next.status[list]?.find(({ name }) => name === before.name)
    if (after === undefined || after.state?.terminated !== undefined) return []
    const path = statusPath.child(list).index(at).child("state")
    return [forbidden(path, "may not be transitioned to non-terminated state")]
  })
}

function mayRestart(status: ContainerStatus, list: string, spec: PodSpec): boolean {
  const container = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].find(
    ({ name }) => name === status.name,
  )
  if (list === "initContainerStatuses" && isSidecar(container)) return true
  const policy = container?.restartPolicy ?? spec.restartPolicy
  if (policy === "Always" || container?.restartPolicyRules !== undefined) return true
  return policy === "OnFailure" && (status.state?.terminated?.exitCode ?? 0) !== 0
}

function validateAddresses(list: readonly { readonly ip: string }[], path: FieldPath): FieldErrors {
  const ips = list.map(({ ip = "" }) => ip)
  const families = new Set(ips.map(isIpv4))
  return [
    ...ips.flatMap((ip, at) => ipAddress(path.index(at), ip)),
    ...(ips.length > families.size ? [invalid(path, list, "may specify no more than one IP for each IP family")] : []),
    ...ips.flatMap((ip, at) => (ips.indexOf(ip) < at ? [duplicate(path.index(at), ip)] : [])),
  ]
}
