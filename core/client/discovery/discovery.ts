import { isJsonObject } from "../../base/json.ts"
import type { Resource, Verb } from "../../machinery/api/resource.ts"
import type { Transport } from "../../machinery/api/transport.ts"
import { decodeFailure } from "../rest/watch-event.ts"

/** What the server serves at this moment, every resource once: in the version its group prefers. */
export interface Discovered {
  readonly resources: readonly Resource[]
  /** Groups whose server could not be asked: `metrics.k8s.io/v1beta1`. */
  readonly stale: readonly string[]
}

export type Discover = (signal: AbortSignal) => Promise<Discovered>

const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

/** Asks for aggregated discovery, two requests for everything. */
export function newDiscover(transport: Transport): Discover {
  return async (signal) => {
    const lists = await Promise.all(["/api", "/apis"].map((path) => groupsAt(transport, path, signal)))
    return discoveredIn(lists.flat())
  }
}

interface GroupDiscovery {
  readonly metadata?: { readonly name?: string }
  readonly versions?: readonly VersionDiscovery[]
}

interface VersionDiscovery {
  readonly version: string
  readonly freshness?: string
  readonly resources?: readonly ResourceDiscovery[]
}

interface ResourceDiscovery {
  readonly resource: string
  readonly responseKind?: { readonly kind?: string }
  readonly scope: string
  readonly singularResource?: string
  readonly verbs: readonly Verb[]
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
}

async function groupsAt(transport: Transport, path: string, signal: AbortSignal): Promise<readonly GroupDiscovery[]> {
  const response = await transport.request({ method: "GET", path, headers: { accept: aggregated }, signal })
  const body = await response.bytes()
  if (response.status >= 400) throw decodeFailure(response.status, body)
  const list: unknown = JSON.parse(new TextDecoder().decode(body))
  const items = isJsonObject(list) ? list["items"] : undefined
  // The shape is that of apidiscovery.k8s.io/v2, which was asked for.
  return Array.isArray(items) ? (items as readonly GroupDiscovery[]) : []
}

/** Versions come with the preferred one first. */
function discoveredIn(groups: readonly GroupDiscovery[]): Discovered {
  const resources = new Map<string, Resource>()
  const stale: string[] = []
  for (const { metadata, versions = [] } of groups) {
    const group = metadata?.name ?? ""
    for (const { version, freshness, resources: found = [] } of versions) {
      if (freshness === "Stale") stale.push(`${group}/${version}`)
      for (const each of found) {
        const key = `${group}/${each.resource}`
        if (!resources.has(key)) resources.set(key, resourceOf(group, version, each))
      }
    }
  }
  return { resources: [...resources.values()], stale }
}

function resourceOf(group: string, version: string, found: ResourceDiscovery): Resource {
  return {
    group,
    version,
    kind: found.responseKind?.kind ?? "",
    plural: found.resource,
    singular: found.singularResource ?? "",
    shortNames: found.shortNames ?? [],
    categories: found.categories ?? [],
    namespaced: found.scope === "Namespaced",
    verbs: found.verbs,
    type: "",
  }
}
