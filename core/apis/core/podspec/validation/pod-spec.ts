import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, invalid, notFound, required, tooLong } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { dns1123Label, dns1123Subdomain, inRange } from "../../../../machinery/field/format.ts"
import { about, validateLabels } from "../../../../machinery/meta/validate-meta.ts"
import { oneOf, requiredOneOf } from "../../../validation/numbers.ts"
import type { PodSpec } from "../../v1.gen.ts"
import { allContainers } from "../containers.ts"
import { validateAffinity } from "./affinity.ts"
import type { PodFacts } from "./containers.ts"
import { validateContainers, validateEphemeralContainers, validateInitContainers } from "./containers.ts"
import { validateDnsConfig, validateHostAliases } from "./dns.ts"
import type { Volumes } from "./mounts.ts"
import { validateOs } from "./os.ts"
import { validatePodResources } from "./pod-resources.ts"
import { validateHostNetworkPorts } from "./ports.ts"
import { validateContainerResources } from "./resources.ts"
import {
  validateReadinessGates,
  validateSchedulingGates,
  validateTolerations,
  validateTopologySpread,
} from "./scheduling.ts"
import { validatePodSecurity } from "./security.ts"
import { validateVolumes } from "./volumes.ts"

/** Where the spec stands: in a pod, whose name may be known, or in a workload's template. */
export interface SpecPlace {
  readonly isPod: boolean
  readonly podName?: string | undefined
}

/** Restart policies in the order in which messages name them. */
const restartPolicies = ["Always", "OnFailure", "Never"]

const dnsPolicies = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]

const mostSeconds = 2 ** 31 - 1

const mostHostnameBytes = 64

/** The rules of a pod's spec beyond its shape, in the order of Kubernetes' `ValidatePodSpec`. */
export function validatePodSpec(spec: PodSpec, { isPod, podName }: SpecPlace, path: FieldPath): FieldErrors {
  const volumes = validateVolumes(spec.volumes, { podName }, path.child("volumes"))
  const claims = new Set((spec.resourceClaims ?? []).map(({ name }) => name))
  const pod: PodFacts = { spec, volumes: volumes.good, claims }
  return [
    ...volumes.errors,
    ...validateResourceClaims(spec, path.child("resourceClaims")),
    ...validateContainers(pod, path.child("containers")),
    ...validateInitContainers(pod, path.child("initContainers")),
    ...validateEphemeralContainers(pod, path.child("ephemeralContainers")),
    ...validatePodResources(spec, claims, path.child("resources")),
    ...validateFileKeyVolumes(spec, volumes.good, path),
    ...(spec.hostNetwork === true ? validateHostNetwork(spec, isPod, path) : []),
    ...requiredOneOf(path.child("restartPolicy"), spec.restartPolicy, restartPolicies),
    ...requiredOneOf(path.child("dnsPolicy"), spec.dnsPolicy, dnsPolicies),
    ...validateLabels(spec.nodeSelector, path.child("nodeSelector")),
    ...validatePodSecurity(spec, path.child("securityContext")),
    ...validateAffinity(spec.affinity, path.child("affinity")),
    ...validateDnsConfig(spec.dnsConfig, spec.dnsPolicy, path.child("dnsConfig")),
    ...validateReadinessGates(spec.readinessGates, path.child("readinessGates")),
    ...validateSchedulingGates(spec.schedulingGates, path.child("schedulingGates")),
    ...validateTopologySpread(spec.topologySpreadConstraints, path.child("topologySpreadConstraints")),
    ...(spec.hostUsers === false ? validateOwnUsers(spec, path) : []),
    ...subdomainIn("serviceAccountName", spec, path),
    ...subdomainIn("nodeName", spec, path),
    ...(spec.activeDeadlineSeconds === undefined
      ? []
      : about(
          path.child("activeDeadlineSeconds"),
          spec.activeDeadlineSeconds,
          inRange(spec.activeDeadlineSeconds, 1, mostSeconds),
        )),
    ...labelIn("hostname", spec, path),
    ...labelIn("subdomain", spec, path),
    ...validateHostnameOverride(spec, path.child("hostnameOverride")),
    ...validateTolerations(spec.tolerations, path.child("tolerations")),
    ...validateHostAliases(spec.hostAliases, path.child("hostAliases")),
    ...subdomainIn("priorityClassName", spec, path),
    ...subdomainIn("runtimeClassName", spec, path),
    ...(spec.preemptionPolicy === undefined
      ? []
      : oneOf(path.child("preemptionPolicy"), spec.preemptionPolicy, ["PreemptLowerPriority", "Never"])),
    ...validateContainerResources({ limits: spec.overhead }, new Set(), path.child("overhead")),
    ...validateOs(spec, path),
  ]
}

function subdomainIn(
  field: "serviceAccountName" | "nodeName" | "priorityClassName" | "runtimeClassName",
  spec: PodSpec,
  path: FieldPath,
): FieldErrors {
  const value = spec[field]
  return value ? about(path.child(field), value, dns1123Subdomain(value)) : []
}

function labelIn(field: "hostname" | "subdomain", spec: PodSpec, path: FieldPath): FieldErrors {
  const value = spec[field]
  return value ? about(path.child(field), value, dns1123Label(value)) : []
}

/** Takes the place of every other host name; the system takes no longer one. */
function validateHostnameOverride({ hostnameOverride: name }: PodSpec, path: FieldPath): FieldErrors {
  if (name === undefined) return []
  return [
    ...about(path, name, dns1123Subdomain(name)),
    ...(name.length > mostHostnameBytes ? [tooLong(path, mostHostnameBytes)] : []),
  ]
}

function validateHostNetwork(spec: PodSpec, isPod: boolean, path: FieldPath): FieldErrors {
  return [
    ...validateHostNetworkPorts(spec.containers, isPod, path.child("containers")),
    ...validateHostNetworkPorts(spec.initContainers, isPod, path.child("initContainers")),
  ]
}

/** With users of its own a pod cannot share the host's other namespaces. */
function validateOwnUsers(spec: PodSpec, path: FieldPath): FieldErrors {
  const detail = "when `hostUsers` is false"
  const withDevices = allContainers(spec).some(({ volumeDevices }) => (volumeDevices?.length ?? 0) > 0)
  return [
    ...(spec.hostNetwork === true ? [forbidden(path.child("hostNetwork"), detail)] : []),
    ...(spec.hostPID === true ? [forbidden(path.child("hostPID"), detail)] : []),
    ...(spec.hostIPC === true ? [forbidden(path.child("hostIPC"), detail)] : []),
    ...(withDevices ? [forbidden(path.child("volumeDevices"), detail)] : []),
  ]
}

function validateResourceClaims({ resourceClaims }: PodSpec, path: FieldPath): FieldErrors {
  const seen = new Set<string>()
  return (resourceClaims ?? []).flatMap(({ name = "", resourceClaimName, resourceClaimTemplateName }, at) => {
    const own = path.index(at)
    const repeated = seen.has(name)
    seen.add(name)
    const both = resourceClaimName !== undefined && resourceClaimTemplateName !== undefined
    const neither = resourceClaimName === undefined && resourceClaimTemplateName === undefined
    const choice = "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"
    const none = "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"
    return [
      ...(name === "" ? [required(own.child("name"))] : about(own.child("name"), name, dns1123Label(name))),
      ...(repeated ? [invalid(own.child("name"), name, "must be unique")] : []),
      ...(both ? [invalid(own, { resourceClaimName, resourceClaimTemplateName }, choice)] : []),
      ...(neither ? [invalid(own, { name }, none)] : []),
    ]
  })
}

/** Variables read from a file need the volume it is in, and that must be an emptyDir. */
function validateFileKeyVolumes(spec: PodSpec, volumes: Volumes, path: FieldPath): FieldErrors {
  const lists = { containers: spec.containers, initContainers: spec.initContainers }
  return Object.entries(lists).flatMap(([list, containers]) =>
    (containers ?? []).flatMap((container, at) =>
      (container.env ?? []).flatMap(({ valueFrom }, each) => {
        const name = valueFrom?.fileKeyRef?.volumeName
        if (!name) return []
        const own = path.child(list).index(at).child("env").index(each).child("valueFrom", "fileKeyRef", "volumeName")
        const volume = volumes.get(name)
        if (volume === undefined) return [notFound(own, name)]
        return volume.emptyDir === undefined ? [invalid(own, name, "referenced volume must be of type emptyDir")] : []
      }),
    ),
  )
}
