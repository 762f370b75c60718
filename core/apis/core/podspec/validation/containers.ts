import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { duplicate, forbidden, invalid, notFound, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { dns1123Label } from "../../../../machinery/field/format.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import { oneOf, requiredOneOf } from "../../../validation/numbers.ts"
import type { Container, PodSpec } from "../../v1.gen.ts"
import type { AnyContainer } from "../containers.ts"
import { isSidecar } from "../containers.ts"
import { validateEnv, validateEnvFrom } from "./env.ts"
import type { Volumes } from "./mounts.ts"
import { validateDevices, validateMounts } from "./mounts.ts"
import { validateHostPorts, validatePorts } from "./ports.ts"
import { validateHealth } from "./probes.ts"
import { validateContainerResources, validateResizePolicy } from "./resources.ts"
import { validateRestart } from "./restart.ts"
import { validateContainerSecurity } from "./security.ts"

/** What a container's rules need to know of its pod. */
export interface PodFacts {
  readonly spec: PodSpec
  readonly volumes: Volumes
  /** Names of the pod's resource claims. */
  readonly claims: ReadonlySet<string>
}

export function validateContainers(pod: PodFacts, path: FieldPath): FieldErrors {
  const containers = pod.spec.containers ?? []
  if (containers.length === 0) return [required(path)]
  const names = new Set<string>()
  return [
    ...containers.flatMap((container, at) => {
      const own = path.index(at)
      return [
        ...validateCommon(container, pod, own),
        ...validateUnique(container.name, names, own),
        ...validateHealth(container, pod.spec.terminationGracePeriodSeconds, pod.spec.os?.name, own),
        ...validateRestart(container, own),
      ]
    }),
    ...validateHostPorts(containers, path),
  ]
}

export function validateInitContainers(pod: PodFacts, path: FieldPath): FieldErrors {
  const names = new Set((pod.spec.containers ?? []).map(({ name }) => name))
  return (pod.spec.initContainers ?? []).flatMap((container, at) => {
    const own = path.index(at)
    return [
      ...validateCommon(container, pod, own),
      ...validateRestart(container, own),
      ...validateUnique(container.name, names, own),
      ...validateHostPorts([container], path),
      ...(isSidecar(container)
        ? validateHealth(container, pod.spec.terminationGracePeriodSeconds, pod.spec.os?.name, own)
        : onlyForSidecars(container, own)),
    ]
  })
}

/** A container that ends before the next begins is neither probed nor hooked. */
function onlyForSidecars(container: Container, path: FieldPath): FieldErrors {
  return (["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] as const).flatMap((field) =>
    container[field] === undefined
      ? []
      : [forbidden(path.child(field), "may not be set for init containers without restartPolicy=Always")],
  )
}

export function validateEphemeralContainers(pod: PodFacts, path: FieldPath): FieldErrors {
  const others = [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])].map(({ name }) => name)
  const names = new Set(others)
  return (pod.spec.ephemeralContainers ?? []).flatMap((container, at) => {
    const own = path.index(at)
    const target = container.targetContainerName
    return [
      ...validateCommon(container, pod, own),
      ...validateImageSpace(container, own),
      ...validateUnique(container.name, names, own),
      ...(target && !others.includes(target) ? [notFound(own.child("targetContainerName"), target)] : []),
      ...forbiddenInEphemeral(container, own),
    ]
  })
}

const notForEphemeral = "cannot be set for an Ephemeral Container"

const notEphemeralFields = [
  "ports",
  "resources",
  "resizePolicy",
  "restartPolicy",
  "restartPolicyRules",
  "livenessProbe",
  "readinessProbe",
  "startupProbe",
  "lifecycle",
] as const

function forbiddenInEphemeral(container: AnyContainer, path: FieldPath): FieldErrors {
  return [
    ...notEphemeralFields.flatMap((field) =>
      isSet(container[field]) ? [forbidden(path.child(field), notForEphemeral)] : [],
    ),
    ...(container.volumeMounts ?? []).flatMap(({ subPath, subPathExpr }, at) => {
      const own = path.child("volumeMounts").index(at)
      return [
        ...(subPath ? [forbidden(own.child("subPath"), notForEphemeral)] : []),
        ...(subPathExpr ? [forbidden(own.child("subPathExpr"), notForEphemeral)] : []),
      ]
    }),
  ]
}

function isSet(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return typeof value !== "object" || Object.keys(value).length > 0
}

/** A pod's image is a name and nothing around it; a template may hold a blank to be filled in later. */
export function validateImageSpace({ image = "" }: AnyContainer, path: FieldPath): FieldErrors {
  return image.trim() === image
    ? []
    : [invalid(path.child("image"), image, "must not have leading or trailing whitespace")]
}

function validateUnique(name: string, names: Set<string>, path: FieldPath): FieldErrors {
  if (names.has(name)) return [duplicate(path.child("name"), name ?? "")]
  if (name) names.add(name)
  return []
}

/** The rules for containers of all three sorts (`validateContainerCommon`). */
function validateCommon(container: AnyContainer, { spec, volumes, claims }: PodFacts, path: FieldPath): FieldErrors {
  const { name = "", image = "" } = container
  return [
    ...(name === "" ? [required(path.child("name"))] : about(path.child("name"), name, dns1123Label(name))),
    ...(image === "" ? [required(path.child("image"))] : []),
    ...validateMessagePolicy(container, path.child("terminationMessagePolicy")),
    ...validatePorts(container.ports, path.child("ports")),
    ...validateEnv(container.env, path.child("env")),
    ...validateEnvFrom(container.envFrom, path.child("envFrom")),
    ...validateMounts(container, volumes, path.child("volumeMounts")),
    ...validateDevices(container, volumes, path.child("volumeDevices")),
    ...requiredOneOf(path.child("imagePullPolicy"), container.imagePullPolicy, ["Always", "IfNotPresent", "Never"]),
    ...validateContainerResources(container.resources, claims, path.child("resources")),
    ...validateResizePolicy(container.resizePolicy, spec.restartPolicy, path.child("resizePolicy")),
    ...validateContainerSecurity(container.securityContext, spec.hostUsers !== false, path.child("securityContext")),
  ]
}

function validateMessagePolicy({ terminationMessagePolicy: policy }: AnyContainer, path: FieldPath): FieldErrors {
  return policy ? oneOf(path, policy, ["File", "FallbackToLogsOnError"]) : [required(path)]
}
