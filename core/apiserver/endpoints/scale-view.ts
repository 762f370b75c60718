import type { Scale } from "../../apis/autoscaling/v1.gen.ts"
import type { KindDefinition, ScaleSubresource } from "../../machinery/api/kind.ts"
import { invalid } from "../../machinery/field/field-error.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { conflict, invalidObject, staleVersion } from "../../machinery/status/status-error.ts"

/** A workload seen as a number of replicas. */
export type ScaleView = ApiObject & Pick<Scale, "spec" | "status">

export const scaleType = {
  group: "autoscaling",
  version: "v1",
  kind: "Scale",
  type: "autoscaling.v1.Scale",
  plural: "scales",
  singular: "scale",
  namespaced: true,
  shortNames: [],
  categories: [],
  verbs: [],
} as const

export function scaleViewOf(object: ApiObject, { replicasOf }: ScaleSubresource): ScaleView {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const { spec, status, selector } = replicasOf(object)
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: spec === 0 ? {} : { replicas: spec },
    status: { replicas: status, ...(selector === "" ? {} : { selector }) },
  }
}

/** What a scale may not say, and the object it may not be about. */
export function checkScale(next: ScaleView, current: ApiObject, { resource }: KindDefinition): void {
  const name = current.metadata.name ?? ""
  const replicas = next.spec?.replicas ?? 0
  if (replicas < 0) {
    throw invalidObject(scaleType, name, [invalid("spec.replicas", replicas, "must be greater than or equal to 0")])
  }
  const { uid, resourceVersion } = next.metadata
  if (uid && uid !== current.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`
    throw conflict({ ...resource, plural: `${resource.plural}/scale` }, name, why)
  }
  const isStale = Boolean(resourceVersion) && resourceVersion !== current.metadata.resourceVersion
  if (isStale) throw conflict(resource, name, staleVersion)
}
