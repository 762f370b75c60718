import type { FieldErrors } from "../field/field-error.ts"
import type { ApiObject } from "../meta/object.ts"
import type { DeleteOptions } from "../meta/v1.gen.ts"
import type { Resource } from "./resource.ts"

/**
 * Everything the API server knows about one kind. `registry` and `endpoints` are handed these and know no kind by
 * name; a custom resource becomes the same definition.
 *
 * The order of a write is the same for all kinds (`apiserver/registry/create.ts`, `update.ts`):
 * defaults → mutating admission → prepare → validate → canonicalize → validating admission → storage.
 */
export interface KindDefinition<T extends ApiObject = ApiObject> {
  readonly resource: Resource<T>
  readonly strategy: Strategy<T>
  /** `kubectl get`; `name` and `age` columns come from `table/column.ts`. */
  readonly columns: readonly Column<T>[]
  readonly subresources: readonly Subresource<T>[]
  /** What `fieldSelector` may name besides metadata.name and metadata.namespace: `spec.nodeName`. */
  readonly fields?: Readonly<Record<string, FieldReader<T>>>
  /** Kept under another resource's key, in that one's form: events.k8s.io events are stored as core events. */
  readonly storedAs?: {
    readonly resource: Resource
    toStored(object: T): ApiObject
    fromStored(object: ApiObject): T
  }
  /** Seconds an object is kept after its last write; events have an hour. */
  readonly ttlSeconds?: number
  /** A `Warning:` header of every answer about this kind: `v1 Endpoints is deprecated in v1.33+; use ...`. */
  readonly deprecation?: string
  /** Served without storage: reviews, component statuses. Answers a create, or get and list. */
  readonly virtual?: boolean
}

/** A method's type, so that the definition of one kind can stand in a list of all kinds. */
type FieldReader<T> = { read(object: T): string }["read"]

/** Facts about the request that a rule may use. */
export interface RequestFacts {
  /** Milliseconds since 1970. */
  readonly nowMs: number
  readonly user: UserInfo
  readonly namespace: string
  readonly dryRun: boolean
}

/** Who asks: authentication.k8s.io's UserInfo. */
export interface UserInfo {
  readonly name: string
  readonly uid?: string | undefined
  readonly groups: readonly string[]
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined
}

/** Pure: an object in, an object out; what is handed in is never changed. */
export interface Strategy<T extends ApiObject = ApiObject> {
  /** Fills in what the author left out (Kubernetes' `SetDefaults_*`). Runs on every decode of an outside object. */
  defaults(object: T): T
  /** Clears what a creator may not set (status), starts the generation. The registry does metadata. */
  prepareForCreate(object: T, facts: RequestFacts): T
  /** Keeps what an update may not touch (status), raises the generation where spec changed. */
  prepareForUpdate(next: T, old: T, facts: RequestFacts): T
  /** The rules beyond the schema, in Kubernetes' order. The kind's own name rule included; see `validateObjectMeta`. */
  validate(object: T, facts: RequestFacts): FieldErrors
  /** The same for an update, with what is immutable. */
  validateUpdate(next: T, old: T, facts: RequestFacts): FieldErrors
  /** Last touch before storage: sorted sets, normal forms. */
  canonicalize?(object: T): T
  /** `Warning:` headers for an accepted object. `old` is there for an update. */
  warnings?(object: T, old: T | undefined): readonly string[]
  /** PUT to a name that is not there creates it (leases, events, endpoints ...). */
  readonly allowCreateOnUpdate?: boolean
  /** A PUT without a resourceVersion overwrites. Default true; where false (leases), it is refused. */
  readonly allowUnconditionalUpdate?: boolean
  /** How many seconds a delete leaves the object with a deletionTimestamp; undefined: gone at once. Pods only. */
  gracePeriodSeconds?(object: T, options: DeleteOptions): number | undefined
  /** Something besides metadata.finalizers keeps a deleted object: a namespace's spec.finalizers. */
  isHeldBack?(object: T): boolean
  /** What a deletion that has to wait changes besides metadata: a namespace's phase. */
  terminating?(object: T): T
  /** A delete that is done at once answers the object instead of a Status: pods, services, claims ... */
  readonly returnsDeletedObject?: boolean
  /** Cluster IPs and node ports. Runs after validation of the rest; `old` is there for an update. */
  allocate?(object: T, old: T | undefined, allocators: Allocators, facts?: RequestFacts): Allocation<T>
  /** Gives back what a deleted object held. */
  release?(object: T, allocators: Allocators): void
}

/** What an object was given, and how to give it back. */
export interface Allocation<T> {
  readonly object: T
  readonly errors: FieldErrors
  /** Called when the write fails or was a dry run. */
  undo(): void
  /** Called once the write is stored: gives back what the object no longer holds. */
  settle?(): void
}

/** Numbers and addresses that at most one object may hold. Filled from the stored objects at start. */
export interface Allocators {
  readonly serviceIPs: Allocator<string>
  readonly nodePorts: Allocator<number>
}

/** A range of which each member may be held once. */
export interface Allocator<V> {
  /** "10.96.0.0/12", "30000-32767": for messages. */
  readonly range: string
  contains(value: V): boolean
  /** False when it is taken. */
  allocate(value: V): boolean
  /** Undefined when all are taken. */
  allocateNext(): V | undefined
  release(value: V): void
}

/** One column of a table, in `kubectl get` and in every other client that asks for one. */
export interface Column<T extends ApiObject = ApiObject> {
  readonly name: string
  readonly type: "string" | "integer" | "number" | "boolean" | "date"
  /** "name" for the first. */
  readonly format?: string
  readonly description: string
  /** 1: only in wide output. */
  readonly priority?: 0 | 1
  cell(object: T, nowMs: number): string | number | boolean | null
}

/** What can be asked for below an object's name. `type` says which stage answers. */
export type Subresource<T extends ApiObject = ApiObject> =
  | PartSubresource<T>
  | ScaleSubresource<T>
  | ActionSubresource<T>
  | ConnectSubresource<T>

/** The whole object by another door, where only a part may change: status, finalize, ephemeralcontainers, resize. */
export interface PartSubresource<T extends ApiObject = ApiObject> {
  readonly type: "part"
  readonly name: string
  readonly verbs: readonly ("get" | "update" | "patch")[]
  prepareForUpdate(next: T, old: T, facts: RequestFacts): T
  validateUpdate(next: T, old: T, facts: RequestFacts): FieldErrors
}

/** `autoscaling/v1 Scale` over the replicas of a workload. */
export interface ScaleSubresource<T extends ApiObject = ApiObject> {
  readonly type: "scale"
  readonly name: "scale"
  replicasOf(object: T): { readonly spec: number; readonly status: number; readonly selector: string }
  withReplicas(object: T, replicas: number): T
}

/** A create with a body of its own: bindings, evictions, tokens. */
export interface ActionSubresource<T extends ApiObject = ApiObject> {
  readonly type: "action"
  readonly name: string
  /** Kind of the body and of the answer. */
  readonly group: string
  readonly version: string
  readonly kind: string
  /** The body's type in the schema: `core.v1.Binding`. */
  readonly bodyType: string
  validate(body: ApiObject, target: T | undefined): FieldErrors
  /** Does it, through what the API server lends; resolves to the answer's body. */
  act(body: ApiObject, target: T, lent: ActionContext): Promise<ApiObject>
}

/** What an action may do. */
export interface ActionContext {
  readonly facts: RequestFacts
  readonly namespace: string
  readonly name: string
  /** Reads, changes and writes the target, again and again while others win the race. */
  updateTarget<T extends ApiObject>(change: (current: T) => T): Promise<T>
  deleteTarget(options: DeleteOptions): Promise<ApiObject>
  /** Signs a service account's token. */
  issueToken?(claims: {
    readonly audiences: readonly string[]
    readonly expirationSeconds: number
    readonly boundTo?: ApiObject
  }): Promise<{
    readonly token: string
    readonly expirationTimestamp: string
    /** Whom it is for when the request named nobody. */
    readonly audiences?: readonly string[]
  }>
}

/** A stream to the node: log, exec, attach, portforward, proxy. Resolved to a kubelet URL by `apiserver/endpoints/connect`. */
export interface ConnectSubresource<T extends ApiObject = ApiObject> {
  readonly type: "connect"
  readonly name: string
  readonly verbs: readonly ("get" | "create" | "update" | "patch" | "delete")[]
  /** Kind of its options in discovery: PodExecOptions. */
  readonly kind: string
  /** Which node, and what path on its kubelet. Throws a StatusError for an object that cannot be reached. */
  target(object: T, query: URLSearchParams, rest: string, named?: NamedPart): ConnectTarget
}

/** What a proxy's path says beside the name: `https:web:443`. Empty where it says nothing. */
export interface NamedPart {
  readonly scheme: string
  readonly port: string
}

/** Where a connection goes: a path of a kubelet, or a port of a pod or service. */
export type ConnectTarget =
  | { readonly to: "kubelet"; readonly nodeName: string; readonly path: string; readonly query: URLSearchParams }
  | {
      readonly to: "address"
      readonly scheme: "http" | "https"
      readonly host: string
      readonly port: number
      readonly path: string
    }
