import type { Clock } from "../base/clock.ts"
import type { Component } from "../base/component.ts"
import type { Log } from "../base/log.ts"
import type { Random } from "../base/random.ts"
import type { KindDefinition } from "../machinery/api/kind.ts"
import { BuiltInKinds } from "../machinery/managedfields/built-in-kinds.ts"
import { FieldManager } from "../machinery/managedfields/field-manager.ts"
import type { ApiObject } from "../machinery/meta/object.ts"
import { LazyProtobuf } from "../machinery/protobuf/lazy-protobuf.ts"
import { Decoder } from "../machinery/schema/decoder.ts"
import type { Schema } from "../machinery/schema/schema.ts"
import type { Storage } from "../storage/storage.ts"
import { newAdmissionPlugins } from "./admission/plugins.ts"
import type { AuditTrail } from "./audit/audit-log.ts"
import { auditPolicy } from "./audit/policy.ts"
import { certificateAuthenticator } from "./authentication/certificate.ts"
import { ServiceAccountTokens, type TokenKeys } from "./authentication/service-account-token.ts"
import { newUnionAuthenticator } from "./authentication/union.ts"
import { nodeRules } from "./authorization/bootstrap/policy.ts"
import { NodeAuthorizer } from "./authorization/node/node-authorizer.ts"
import { RbacAuthorizer } from "./authorization/rbac/rbac-authorizer.ts"
import { ruleAllows } from "./authorization/rbac/rule.ts"
import { newReviewers } from "./authorization/reviews.ts"
import { newUnionAuthorizer } from "./authorization/union.ts"
import { newCacheSource } from "./cacher/cache-source.ts"
import { Cachers } from "./cacher/cachers.ts"
import { bindingByName } from "./endpoints/binding-by-name.ts"
import { type NodeConnection, newNodeConnection } from "./endpoints/connect/node-connection.ts"
import { newDiscovery } from "./endpoints/discovery/discovery.ts"
import { type HealthCheck, newHealth } from "./endpoints/health/health.ts"
import { Metrics } from "./endpoints/metrics/metrics.ts"
import { newOpenApi, type OpenApiDocuments } from "./endpoints/openapi/openapi.ts"
import { newOpenId } from "./endpoints/openid.ts"
import { newRootPaths } from "./endpoints/root-paths.ts"
import { newRouter } from "./endpoints/router.ts"
import { newServedKinds } from "./endpoints/served-kinds.ts"
import { newTokenIssuer } from "./endpoints/token-issuer.ts"
import { version } from "./endpoints/version.ts"
import { newAudit } from "./filters/audit.ts"
import { newAuditId } from "./filters/audit-id.ts"
import { newAuthenticate } from "./filters/authenticate.ts"
import { newAuthorize } from "./filters/authorize.ts"
import { compress } from "./filters/compress.ts"
import { newFailures } from "./filters/failures.ts"
import { chain } from "./filters/filter.ts"
import { newImpersonate } from "./filters/impersonate.ts"
import { newMaxInFlight } from "./filters/max-in-flight.ts"
import { newProtobuf } from "./filters/protobuf.ts"
import { requestInfo } from "./filters/request-info.ts"
import type { ObjectSource } from "./object-source.ts"
import { newAdmission } from "./registry/admission.ts"
import { newNodePorts } from "./registry/allocators/node-ports.ts"
import { newServiceIPs } from "./registry/allocators/service-ips.ts"
import { claimAllocations, indexesOfKinds, newStores } from "./registry/stores.ts"
import type { ApiRequest, ApiResponse } from "./request.ts"

export interface ApiServerDeps {
  readonly kinds: readonly KindDefinition[]
  readonly schema: Schema
  /** `core/apis/protobuf.gen.ts`, loaded when the first protobuf comes. Left out: none is understood. */
  readonly protobufText?: () => Promise<string>
  readonly storage: Storage
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** For service accounts' tokens. */
  readonly tokenKeys: TokenKeys
  /** `10.96.0.0/12` */
  readonly serviceRange: string
  /** `30000-32767` */
  readonly nodePortRange: string
  /** Where clients find this server: `192.168.99.100:8443`. */
  readonly serverAddress: string
  readonly openApi: OpenApiDocuments
  readonly kubeletCredentials?: NodeConnection["credentials"]
  /** Objects that are made up when asked for, by plural: component statuses. */
  readonly virtualObjects?: Readonly<Record<string, () => Promise<readonly ApiObject[]>>>
  /** Where it is told who changed what. Left out: nowhere. */
  readonly audit?: AuditTrail
  /** What must have happened before the server is ready. */
  readonly startupChecks?: readonly HealthCheck[]
}

export interface ApiServer {
  /** Answers any request; never rejects. */
  handle(request: ApiRequest): Promise<ApiResponse>
  /** Keeps the watch caches; ready when each has its first list. */
  readonly component: Component
  /** What is stored, from memory. */
  readonly source: ObjectSource
}

/** An API server without a socket: whole, in one process, however requests reach it. */
export function newApiServer(deps: ApiServerDeps): ApiServer {
  const { kinds, schema, storage, clock, random, log } = deps
  const stop = new AbortController()
  const cachers = new Cachers({ storage, clock, log, indexesOf: indexesOfKinds(kinds), signal: stop.signal })
  const source = newCacheSource(cachers)
  const state = { isSynced: false, isEnding: false }

  const tokens = new ServiceAccountTokens({ keys: deps.tokenKeys, source, clock, random })
  const rbac = new RbacAuthorizer(source)
  const nodeRole = nodeRules()
  const nodeAuthorizer = new NodeAuthorizer(source, (what) => nodeRole.some((rule) => ruleAllows(rule, what)))
  const authorizer = newUnionAuthorizer([nodeAuthorizer, rbac])
  const admission = newAdmission(newAdmissionPlugins({ source, authorizer, rbac, random, clock }))

  const decoder = new Decoder(schema)
  const protobuf = new LazyProtobuf(deps.protobufText ?? (async () => ""), schema)
  const fields = new FieldManager(new BuiltInKinds(schema, decoder))
  const allocators = {
    serviceIPs: newServiceIPs(deps.serviceRange, random),
    nodePorts: newNodePorts(deps.nodePortRange, random),
  }
  const stored = newStores(kinds, { cachers, storage, admission, fields, allocators, clock, random })
  const served = newServedKinds(stored)

  const metrics = new Metrics({
    clock,
    storedObjects: () => countObjects(stored),
    storageBytes: () => storage.sizeBytes(),
  })
  const checks: readonly HealthCheck[] = [
    { name: "ping", check: () => true },
    { name: "log", check: () => true },
    { name: "etcd", check: async () => (await storage.currentRevision()) >= 0 },
    { name: "informer-sync", check: () => state.isSynced, readinessOnly: true },
    ...(deps.startupChecks ?? []),
    { name: "shutdown", check: () => !state.isEnding, readinessOnly: true },
  ]
  const audiences = deps.tokenKeys.audiences
  const router = newRouter(
    served,
    {
      decoder,
      protobuf,
      schema,
      fields,
      admission,
      reviewers: {
        ...newReviewers({ authorizer, rbac, tokens, audiences }),
        ...bindingByName((request) => handle(request)),
      },
      virtualObjects: deps.virtualObjects ?? {},
      tokens: newTokenIssuer(tokens, source),
      nodes: newNodeConnection(source, deps.kubeletCredentials),
      clock,
      random,
    },
    [
      newHealth(checks),
      newDiscovery(kinds, deps.serverAddress),
      newOpenApi(deps.openApi, clock),
      version,
      metrics.handler,
      newOpenId(tokens),
      newRootPaths(kinds, checks),
    ],
  )
  const handle = chain(
    [
      newAuditId(random),
      compress,
      newFailures(log, protobuf),
      newProtobuf(protobuf),
      requestInfo,
      metrics.filter,
      newAuthenticate(newUnionAuthenticator([certificateAuthenticator, tokens])),
      ...(deps.audit === undefined ? [] : [newAudit({ policy: auditPolicy, trail: deps.audit, clock })]),
      newImpersonate(authorizer),
      newMaxInFlight(),
      newAuthorize(authorizer),
    ],
    router,
  )

  const component: Component = {
    name: "kube-apiserver",
    needs: [],
    async run({ signal, ready }) {
      const end = () => {
        state.isEnding = true
        stop.abort(signal.reason)
      }
      if (signal.aborted) return end()
      signal.addEventListener("abort", end, { once: true })
      await cachers.ready()
      claimAllocations(stored, allocators)
      state.isSynced = true
      ready()
      await cachers.done()
    },
  }
  return { handle, component, source }
}

function* countObjects(served: ReturnType<typeof newStores>): Generator<readonly [string, number]> {
  for (const { kind, store } of served) {
    if (store === undefined || kind.storedAs !== undefined) continue
    const { group, plural } = kind.resource
    yield [group === "" ? plural : `${plural}.${group}`, store.cacher.peekAll({ scope: {} }).length]
  }
}
