import type { KindDefinition, RequestFacts } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"

/** A rule that sees more than one object. Refuses with a StatusError. */
export interface AdmissionPlugin {
  /** Kubernetes' own name: "ServiceAccount", "NamespaceLifecycle". */
  readonly name: string
  /** Changes an object on its way in, before validation. */
  mutate?(attributes: AdmissionAttributes): Promise<ApiObject> | ApiObject
  /** Sees the final object; may only refuse. */
  validate?(attributes: AdmissionAttributes): Promise<void> | void
}

/** What is about to happen, and to what. */
export interface AdmissionAttributes {
  readonly operation: "create" | "update" | "delete" | "connect"
  readonly kind: KindDefinition
  readonly subresource: string
  readonly namespace: string
  readonly name: string
  /** Undefined for a delete. */
  readonly object: ApiObject | undefined
  /** Undefined for a create. */
  readonly old: ApiObject | undefined
  readonly facts: RequestFacts
}
