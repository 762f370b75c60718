import type { Endpoints, Service } from "../../apis/core/v1.gen.ts"
import type { EndpointSlice } from "../../apis/discovery/v1.gen.ts"
import {
  configmaps,
  endpoints,
  endpointslices,
  namespaces,
  priorityclasses,
  services,
} from "../../apis/resources.gen.ts"
import type { PriorityClass } from "../../apis/scheduling/v1.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import type { Client } from "../../client/client.ts"
import { apiVersionOf, type Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { isAlreadyExists, isNotFound } from "../../machinery/status/status-error.ts"
import { bootstrapPolicy } from "../authorization/bootstrap/policy.ts"
import { reconcilePolicy } from "../authorization/bootstrap/reconcile-policy.ts"
import type { Bootstrapper } from "./bootstrap.ts"

export interface FirstObjectsOptions {
  /** Where the API server listens, as pods see it. */
  readonly advertise: { readonly address: string; readonly port: number }
  /** The API server's own service: the first address of the range. */
  readonly serviceIP: string
  /** Whose signature makes a client's certificate count; for servers that ask the same. */
  readonly clientCa: string
}

/** What a new cluster has (`resources/kubernetes/first-objects.jsonl`), in the order it is made. */
export function firstObjects(options: FirstObjectsOptions): readonly Bootstrapper[] {
  return [
    { name: "start-system-namespaces-controller", run: makeNamespaces },
    { name: "bootstrap-controller", run: (client) => makeKubernetesService(client, options) },
    { name: "scheduling/bootstrap-system-priority-classes", run: makePriorityClasses },
    { name: "rbac/bootstrap-roles", run: (client) => reconcilePolicy(client, bootstrapPolicy()) },
    { name: "start-cluster-authentication-info-controller", run: (client) => makeAuthenticationInfo(client, options) },
  ]
}

const systemNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"] as const

async function makeNamespaces(client: Client): Promise<void> {
  await Promise.all(
    systemNamespaces.map((name) => ensure(client, namespaces, { metadata: { name }, spec: {}, status: {} })),
  )
}

async function makeKubernetesService(client: Client, { advertise, serviceIP }: FirstObjectsOptions): Promise<void> {
  const { address, port } = advertise
  const at = { name: "kubernetes", namespace: "default" } as const
  const service: Service = {
    metadata: { ...at, labels: { component: "apiserver", provider: "kubernetes" } },
    spec: {
      type: "ClusterIP",
      clusterIP: serviceIP,
      clusterIPs: [serviceIP],
      ports: [{ name: "https", protocol: "TCP", port: 443, targetPort: port }],
      sessionAffinity: "None",
    },
    status: { loadBalancer: {} },
  }
  const endpoint: Endpoints = {
    metadata: { ...at, labels: { "endpointslice.kubernetes.io/skip-mirror": "true" } },
    subsets: [{ addresses: [{ ip: address }], ports: [{ name: "https", port, protocol: "TCP" }] }],
  }
  const slice: EndpointSlice = {
    metadata: { ...at, labels: { "kubernetes.io/service-name": "kubernetes" } },
    addressType: "IPv4",
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: "https", protocol: "TCP", port }],
  }
  await ensure(client, services, service)
  await keep(client, endpoints, endpoint, "subsets")
  await keep(client, endpointslices, slice, "endpoints", "ports")
}

const systemClasses: readonly PriorityClass[] = [
  {
    metadata: { name: "system-cluster-critical" },
    value: 2_000_000_000,
    description:
      "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.",
  },
  {
    metadata: { name: "system-node-critical" },
    value: 2_000_001_000,
    description: "Used for system critical pods that must not be moved from their current node.",
  },
]

async function makePriorityClasses(client: Client): Promise<void> {
  await Promise.all(systemClasses.map((each) => ensure(client, priorityclasses, each)))
}

async function makeAuthenticationInfo(client: Client, { clientCa }: FirstObjectsOptions): Promise<void> {
  const metadata = { name: "extension-apiserver-authentication", namespace: "kube-system" }
  await keep(client, configmaps, { metadata, data: { "client-ca-file": clientCa } }, "data")
}

async function ensure<T extends ApiObject>(client: Client, resource: Resource<T>, object: T): Promise<void> {
  if ((await find(client, resource, object)) === undefined) await create(client, resource, object)
}

/** Makes it, or brings these of its fields up to date: the address may be another since the last start. */
async function keep<T extends ApiObject>(
  client: Client,
  resource: Resource<T>,
  wanted: T,
  ...fields: readonly (keyof T)[]
): Promise<void> {
  const current = await find(client, resource, wanted)
  if (current === undefined) return create(client, resource, wanted)
  const changed = fields.filter((field) => !isDeepEqual(current[field], wanted[field]))
  if (changed.length === 0) return
  const renewed = Object.fromEntries(changed.map((field) => [field, wanted[field]]))
  await client.update(resource, { ...current, ...renewed })
}

async function find<T extends ApiObject>(
  client: Client,
  resource: Resource<T>,
  { metadata }: T,
): Promise<T | undefined> {
  const { namespace, name = "" } = metadata
  return client.get(resource, { namespace, name }).catch((error: unknown) => {
    if (isNotFound(error)) return undefined
    throw error
  })
}

/** Another server of the same storage may be faster. */
async function create<T extends ApiObject>(client: Client, resource: Resource<T>, object: T): Promise<void> {
  const headed = { ...object, apiVersion: apiVersionOf(resource), kind: resource.kind }
  await client.create(resource, headed).catch((error: unknown) => {
    if (!isAlreadyExists(error)) throw error
  })
}
