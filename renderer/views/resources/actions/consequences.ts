import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import { jobs, persistentvolumeclaims, pods, replicasets } from "../../../../core/apis/resources.gen.ts"
import type { Client } from "../../../../core/client/client.ts"
import { groupResourceOf, type Resource } from "../../../../core/machinery/api/resource.ts"
import { type ApiObject, keyOf } from "../../../../core/machinery/meta/object.ts"
import { isNotFound } from "../../../../core/machinery/status/status-error.ts"
import type { ActionChoices, ActionTargets } from "./object-action.ts"

/** What a delete touches besides the objects themselves. */
export interface Consequence {
  /**
   * "owned": goes with it. "kept": stays, though its owner goes. "user": uses it and will miss it. "inside": stands in the
   * namespace or is of the kind that goes.
   */
  readonly type: "owned" | "kept" | "user" | "inside"
  /** `Pod`, `ReplicaSet`. */
  readonly kind: string
  /** Keys, sorted. */
  readonly names: readonly string[]
}

/** Kinds whose objects are looked through for owners: what workloads make of themselves. */
const ownedKinds: readonly Resource[] = [replicasets, jobs, pods]

/** Looks at what is there now and tells what depends on the objects. */
export async function consequencesOf(
  about: ActionTargets,
  { client, signal }: { readonly client: Client; readonly signal: AbortSignal },
): Promise<readonly Consequence[]> {
  const name = groupResourceOf(about.resource)
  const isNamespace = name === "namespaces"
  const namespaces = new Set(
    about.objects.map(({ metadata }) => (isNamespace ? metadata.name : metadata.namespace) ?? ""),
  )
  const read = <T extends ApiObject>(resource: Resource<T>) => readAll(resource, { client, signal, namespaces })
  if (isNamespace) {
    const inside = await Promise.all(
      [pods, persistentvolumeclaims].map(async (resource) => ({
        kind: resource.kind,
        objects: await read<ApiObject>(resource),
      })),
    )
    return inside.flatMap(({ kind, objects }) => consequence("inside", kind, objects))
  }
  if (!about.resource.namespaced) {
    if (name !== "nodes") return []
    const nodes = new Set(about.objects.map(({ metadata }) => metadata.name))
    const onThem = (await read(pods)).filter((pod) => nodes.has(pod.spec?.nodeName))
    return consequence("user", "Pod", onThem)
  }
  const usedBy = podUses[name]
  if (usedBy !== undefined) {
    const keys = new Set(about.objects.map(keyOf))
    const users = (await read(pods)).filter(
      (pod) => isAlive(pod) && usedBy(pod).some((used) => keys.has(`${pod.metadata.namespace}/${used}`)),
    )
    return consequence("user", "Pod", users)
  }
  if (name === "pods") return []
  const candidates = await Promise.all(
    ownedKinds.map(async (resource) => ({ kind: resource.kind, objects: await read<ApiObject>(resource) })),
  )
  return ownedBy(about.objects, candidates)
}

/** What is owned by the objects, and what is owned by that. */
export function ownedBy(
  roots: ActionTargets["objects"],
  candidates: readonly { readonly kind: string; readonly objects: readonly ApiObject[] }[],
): readonly Consequence[] {
  const uids = new Set(roots.map(({ metadata }) => metadata.uid))
  return candidates.flatMap(({ kind, objects }) => {
    const owned = objects.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uids.has(uid)))
    for (const { metadata } of owned) uids.add(metadata.uid)
    return consequence("owned", kind, owned)
  })
}

/** The same under what was chosen for what is owned. */
export function underChoices(
  consequences: readonly Consequence[],
  { propagation }: ActionChoices,
): readonly Consequence[] {
  if (propagation !== "Orphan") return consequences
  return consequences.map((each) => (each.type === "owned" ? { ...each, type: "kept" } : each))
}

/** Names of what a pod cannot start without, by the resource they are of. */
const podUses: Readonly<Record<string, (pod: Pod) => readonly string[]>> = {
  configmaps: (pod) =>
    [
      ...volumesOf(pod).flatMap((volume) => [
        volume.configMap?.name,
        ...(volume.projected?.sources ?? []).map(({ configMap }) => configMap?.name),
      ]),
      ...containersOf(pod).flatMap(({ env = [], envFrom = [] }) => [
        ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
        ...envFrom.map(({ configMapRef }) => configMapRef?.name),
      ]),
    ].filter(isName),
  secrets: (pod) =>
    [
      ...(pod.spec?.imagePullSecrets ?? []).map(({ name }) => name),
      ...volumesOf(pod).flatMap((volume) => [
        volume.secret?.secretName,
        ...(volume.projected?.sources ?? []).map(({ secret }) => secret?.name),
      ]),
      ...containersOf(pod).flatMap(({ env = [], envFrom = [] }) => [
        ...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
        ...envFrom.map(({ secretRef }) => secretRef?.name),
      ]),
    ].filter(isName),
  persistentvolumeclaims: (pod) =>
    volumesOf(pod)
      .map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName)
      .filter(isName),
  serviceaccounts: (pod) => [pod.spec?.serviceAccountName].filter(isName),
}

function consequence(type: Consequence["type"], kind: string, objects: readonly ApiObject[]): readonly Consequence[] {
  return objects.length === 0 ? [] : [{ type, kind, names: objects.map(keyOf).toSorted() }]
}

async function readAll<T extends ApiObject>(
  resource: Resource<T>,
  { client, signal, namespaces }: { client: Client; signal: AbortSignal; namespaces: ReadonlySet<string> },
): Promise<readonly T[]> {
  const lists = await Promise.all(
    [...namespaces].map((namespace) =>
      client.list(resource, { namespace, resourceVersion: "0", signal }).catch((error: unknown) => {
        if (isNotFound(error)) return { items: [] } // not every cluster serves every kind
        throw error
      }),
    ),
  )
  return lists.flatMap((list) => list.items)
}

function isAlive(pod: Pod): boolean {
  return pod.status?.phase !== "Succeeded" && pod.status?.phase !== "Failed"
}

function volumesOf(pod: Pod) {
  return pod.spec?.volumes ?? []
}

function containersOf(pod: Pod) {
  return [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]
}

function isName(name: string | undefined): name is string {
  return name !== undefined && name !== ""
}
