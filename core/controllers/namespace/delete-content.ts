import { describeError } from "../../base/log.ts"
import type { Client } from "../../client/client.ts"
import type { Discovered } from "../../client/discovery/discovery.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { hasReason, isNotFound } from "../../machinery/status/status-error.ts"
import type { Progress } from "./conditions.ts"

/**
 * Deletes everything in a namespace and tells what is left. Pods go first and all else waits for them, so that nothing a
 * pod relies on while it ends - a network policy, a secret - goes before it ("ordered namespace deletion").
 */
export async function deleteContent(
  namespace: string,
  { resources, stale }: Discovered,
  client: Client,
  signal: AbortSignal,
): Promise<Progress> {
  const deletable = resources.filter(isDeletable)
  const tally = new Tally()
  const failures: string[] = []
  const pods = deletable.filter(isPods)
  for (const resource of pods) await deleteAll(namespace, resource, { client, tally, failures, signal })
  if (tally.isEmpty && failures.length === 0) {
    const others = deletable.filter((resource) => !isPods(resource))
    await Promise.all(others.map((each) => deleteAll(namespace, each, { client, tally, failures, signal })))
  } else if (!tally.isEmpty) {
    // That pods are left is said as a failure; what is left beside them was not asked for.
    tally.clear()
    failures.push(
      ...pods.map((each) => `unexpected items still remain in namespace: ${namespace} for gvr: ${gvrOf(each)}`),
    )
  }
  const discoveryFailures = stale.map((group) => `unable to retrieve the complete list of server APIs: ${group}`)
  return { discoveryFailures, deletionFailures: failures, remaining: tally.remaining, finalizers: tally.finalizers }
}

interface Work {
  readonly client: Client
  readonly tally: Tally
  readonly failures: string[]
  readonly signal: AbortSignal
}

async function deleteAll(
  namespace: string,
  resource: Resource,
  { client, tally, failures, signal }: Work,
): Promise<void> {
  try {
    const present = await client.list(resource, { namespace, signal })
    if (present.items.length === 0) return
    await deleteEach(namespace, resource, present.items, client, signal)
    const left = await client.list(resource, { namespace, signal })
    tally.count(resource, left.items)
  } catch (error) {
    if (signal.aborted) throw error
    // It may have ceased to be served.
    if (!isNotFound(error) && !hasReason(error, "MethodNotAllowed")) failures.push(describeError(error))
  }
}

async function deleteEach(
  namespace: string,
  resource: Resource,
  items: readonly ApiObject[],
  client: Client,
  signal: AbortSignal,
): Promise<void> {
  const deletion = { propagationPolicy: "Background" } as const
  if (resource.verbs.includes("deletecollection")) {
    await client.deleteCollection(resource, { namespace, signal }, deletion)
    return
  }
  for (const { metadata } of items) {
    await client
      .delete(resource, { namespace, name: metadata.name ?? "", signal }, deletion)
      .catch((error: unknown) => {
        if (!isNotFound(error)) throw error
      })
  }
}

class Tally {
  readonly remaining = new Map<string, number>()
  readonly finalizers = new Map<string, number>()

  get isEmpty(): boolean {
    return this.remaining.size === 0
  }

  clear(): void {
    this.remaining.clear()
    this.finalizers.clear()
  }

  count(resource: Resource, items: readonly ApiObject[]): void {
    if (items.length === 0) return
    this.remaining.set(`${resource.plural}.${resource.group}`, items.length)
    for (const finalizer of items.flatMap(({ metadata }) => metadata.finalizers ?? [])) {
      this.finalizers.set(finalizer, (this.finalizers.get(finalizer) ?? 0) + 1)
    }
  }
}

function isDeletable({ namespaced, plural, verbs }: Resource): boolean {
  return namespaced && !plural.includes("/") && verbs.includes("delete") && verbs.includes("list")
}

function isPods({ group, plural }: Resource): boolean {
  return group === "" && plural === "pods"
}

/** `/v1, Resource=pods`. */
function gvrOf({ group, version, plural }: Resource): string {
  return `${group}/${version}, Resource=${plural}`
}
