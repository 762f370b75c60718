import type { Clock } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import type { KindDefinition } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { LazyProtobuf } from "../../machinery/protobuf/lazy-protobuf.ts"
import type { Decoder } from "../../machinery/schema/decoder.ts"
import type { Schema } from "../../machinery/schema/schema.ts"
import type { Reviewers } from "../authorization/reviews.ts"
import type { Exchange } from "../filters/filter.ts"
import type { Admission } from "../registry/admission.ts"
import type { FieldManager } from "../registry/field-manager.ts"
import type { Store } from "../registry/store.ts"
import type { ApiResponse } from "../request.ts"
import type { NodeConnection } from "./connect/node-connection.ts"
import type { TokenIssuer } from "./token-issuer.ts"

/** What answers one verb on one resource. */
export type Endpoint = (exchange: Exchange, served: ServedKind, deps: EndpointDeps) => Promise<ApiResponse>

/** A kind with the store of its objects; a virtual kind keeps none. */
export interface ServedKind {
  readonly kind: KindDefinition
  readonly store: Store | undefined
}

export interface EndpointDeps {
  readonly decoder: Decoder
  readonly protobuf: LazyProtobuf
  readonly schema: Schema
  readonly fields: FieldManager
  readonly admission: Admission
  readonly reviewers: Reviewers
  /** Objects that are made up when asked for: component statuses. By plural. */
  readonly virtualObjects: Readonly<Record<string, () => Promise<readonly ApiObject[]>>>
  readonly tokens: TokenIssuer | undefined
  readonly nodes: NodeConnection
  readonly clock: Clock
  readonly random: Random
}

/** The namespace that the objects of a request live in: none for a kind that has none. */
export function namespaceOf({ info }: Exchange, { kind }: ServedKind): string {
  return kind.resource.namespaced ? info.namespace : ""
}
