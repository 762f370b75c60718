import { isDeepEqual } from "../../../base/json.ts"
import type { PartSubresource } from "../../../machinery/api/kind.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid } from "../../../machinery/field/field-error.ts"
import { validateObjectMetaUpdate } from "../../../machinery/meta/validate-meta.ts"
import { advanceGeneration } from "../../strategy/generation.ts"
import { describeDifference } from "../../validation/difference.ts"
import { mirrorAnnotation } from "../podspec/validation/annotations.ts"
import type { Container, Pod, PodSpec, ResourceRequirements } from "../v1.gen.ts"
import { qosClassOf } from "./qos.ts"
import { specPath, validatePod } from "./validation.ts"

/** More or less cpu and memory for containers that run. */
export const podResize: PartSubresource<Pod> = {
  type: "part",
  name: "resize",
  verbs: ["get", "update", "patch"],
  prepareForUpdate: (next, old) => {
    const spec: PodSpec = {
      ...old.spec,
      containers: withResources(old.spec.containers ?? [], next.spec.containers ?? []),
      ...(old.spec.initContainers === undefined
        ? {}
        : { initContainers: withResources(old.spec.initContainers, next.spec.initContainers ?? []) }),
      ...(next.spec.resources === undefined ? {} : { resources: next.spec.resources }),
    }
    const { resourceVersion, managedFields } = next.metadata
    const metadata = { ...old.metadata, resourceVersion, managedFields }
    return advanceGeneration({ ...old, metadata, spec }, old, !isDeepEqual(spec, old.spec))
  },
  validateUpdate: (next, old) => {
    if (old.metadata.annotations?.[mirrorAnnotation] !== undefined)
      return [forbidden("", "static pods cannot be resized")]
    return [
      ...validateObjectMetaUpdate(next.metadata, old.metadata),
      ...validatePod(next),
      ...validateResize(next.spec, old.spec),
    ]
  },
}

function withResources(old: readonly Container[], next: readonly Container[]): readonly Container[] {
  return old.map((container) => {
    const wanted = next.find(({ name }) => name === container.name)
    if (wanted === undefined) return container
    return { ...container, resources: wanted.resources, resizePolicy: wanted.resizePolicy }
  })
}

function validateResize(next: PodSpec, old: PodSpec): FieldErrors {
  const quality = qosClassOf(next)
  const others = withoutComputeResources(next)
  const before = withoutComputeResources(old)
  return [
    ...(quality === qosClassOf(old)
      ? []
      : [invalid(specPath, quality, "Pod QOS Class may not change as a result of resizing")]),
    ...(next.containers ?? []).flatMap((container, at) =>
      validateKept(container, old.containers?.[at], specPath.child("containers").index(at).child("resources")),
    ),
    ...(isDeepEqual(others, before)
      ? []
      : [forbidden(specPath, `only cpu and memory resources are mutable\n${describeDifference(before, others)}`)]),
  ]
}

function validateKept(next: Container, old: Container | undefined, path: typeof specPath): FieldErrors {
  const names = ["cpu", "memory"]
  return (["limits", "requests"] as const).flatMap((list) => {
    const lost = names.some((name) => old?.resources?.[list]?.[name] && !next.resources?.[list]?.[name])
    return lost ? [forbidden(path.child(list), `resource ${list} cannot be removed`)] : []
  })
}

function withoutComputeResources(spec: PodSpec): unknown {
  const strip = (container: Container) => ({ ...container, resources: withoutCompute(container.resources) })
  return {
    ...spec,
    containers: (spec.containers ?? []).map(strip),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(strip) }),
    resources: undefined,
  }
}

function withoutCompute(resources: ResourceRequirements | undefined): unknown {
  const others = (list: ResourceRequirements["limits"]) =>
    Object.fromEntries(Object.entries(list ?? {}).filter(([name]) => name !== "cpu" && name !== "memory"))
  return { claims: resources?.claims, limits: others(resources?.limits), requests: others(resources?.requests) }
}
