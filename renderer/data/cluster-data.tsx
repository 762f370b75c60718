import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react"
import { customresourcedefinitions } from "../../core/apis/resources.gen.ts"
import type { Bridge } from "../../core/bridge/screens.ts"
import type { Client, ListOptions } from "../../core/client/client.ts"
import { newDiscover } from "../../core/client/discovery/discovery.ts"
import { RestClient } from "../../core/client/rest/rest-client.ts"
import { groupResourceOf, type Resource } from "../../core/machinery/api/resource.ts"
import type { Transport } from "../../core/machinery/api/transport.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { PortTransport } from "../../core/transport/port/port-transport.ts"
import { nextFrame } from "./animation-frame.ts"
import { useBridge } from "./bridge-context.ts"
import { browserClock } from "./browser-clock.ts"
import { browserRandom } from "./browser-random.ts"
import { ClusterSource, type SourceDeps } from "./cluster-source.ts"
import { DiscoverySource } from "./discovery-source.ts"
import { TableSource } from "./table-source.ts"

/** Which objects of a resource. */
export type Narrowed = Pick<ListOptions, "namespace" | "labelSelector" | "fieldSelector">

const userAgent = "cove-desktop"

/** Everything that screens read of one cluster: one watch per resource and narrowing, shared by all who look. */
export class ClusterData {
  readonly profile: string
  readonly transport: Transport
  readonly client: Client
  readonly discovery: DiscoverySource
  readonly #deps: SourceDeps
  readonly #sources = new Map<string, ClusterSource<ApiObject>>()
  readonly #tables = new Map<string, TableSource>()

  constructor(profile: string, deps: SourceDeps) {
    this.profile = profile
    this.#deps = deps
    this.transport = deps.transport
    this.client = newClient(deps.transport, deps)
    this.discovery = new DiscoverySource({
      discover: newDiscover(deps.transport),
      triggersIn: (resources) => resources.filter(definesResources).map((resource) => this.table(resource, {})),
      clock: deps.clock,
    })
  }

  objects<T extends ApiObject>(resource: Resource<T>, narrowed: Narrowed): ClusterSource<T> {
    const key = keyFor(resource, narrowed)
    const known = this.#sources.get(key)
    // The key names the resource, and a resource has one type.
    if (known !== undefined) return known as unknown as ClusterSource<T>
    forgetIdle(this.#sources)
    const newReader = (transport: Transport) => newClient(transport, this.#deps)
    const source = new ClusterSource<T>({ resource, narrowed, newReader }, this.#deps)
    this.#sources.set(key, source as unknown as ClusterSource<ApiObject>)
    return source
  }

  table(resource: Resource, narrowed: Narrowed): TableSource {
    const key = keyFor(resource, narrowed)
    const known = this.#tables.get(key)
    if (known !== undefined) return known
    forgetIdle(this.#tables)
    const source = new TableSource(resource, narrowed, this.#deps)
    this.#tables.set(key, source)
    return source
  }

  /** Ends all watches. */
  close(): void {
    this.discovery.stop()
    for (const source of this.#sources.values()) source.stop()
    for (const table of this.#tables.values()) table.stop()
  }
}

const ClusterDataContext = createContext<ClusterData | undefined>(undefined)

/** Lends everything inside it the data of a cluster. */
export function ClusterDataProvider({ profile, children }: { profile: string; children: ReactNode }): ReactNode {
  const bridge = useBridge()
  const data = useMemo(() => newClusterData(bridge, profile), [bridge, profile])
  useEffect(() => () => data.close(), [data])
  return <ClusterDataContext value={data}>{children}</ClusterDataContext>
}

/** For the hooks beside this file; screens use those. */
export function useClusterData(): ClusterData {
  const data = useContext(ClusterDataContext)
  if (data === undefined) throw new Error("There is no cluster around this screen")
  return data
}

/** What actions write with. */
export function useClusterClient(): { readonly client: Client; readonly transport: Transport } {
  return useClusterData()
}

/** Which cluster it is, and how the command line names it. */
export function useClusterAccess(): { readonly profile: string; readonly kubectl: string } {
  const { profile } = useClusterData()
  return useMemo(() => ({ profile, kubectl: `kubectl --context ${profile}` }), [profile])
}

function newClusterData(bridge: Bridge, profile: string): ClusterData {
  const transport = new PortTransport(bridge, profile)
  return new ClusterData(profile, { transport, clock: browserClock, random: browserRandom, nextFrame })
}

/** Definitions that can be watched: where they cannot, none can be made either. */
function definesResources({ group, plural, verbs }: Resource): boolean {
  const { group: ofGroup, plural: ofPlural } = customresourcedefinitions
  return group === ofGroup && plural === ofPlural && verbs.includes("watch")
}

function newClient(transport: Transport, { clock }: SourceDeps): Client {
  return new RestClient({ transport, clock, userAgent })
}

/** Each object that was looked at has a source of its own. */
const sourcesMax = 100

function forgetIdle(sources: Map<string, { readonly isIdle: boolean }>): void {
  if (sources.size < sourcesMax) return
  for (const [key, { isIdle }] of sources) if (isIdle) sources.delete(key)
}

function keyFor(resource: Resource, { namespace = "", labelSelector = "", fieldSelector = "" }: Narrowed): string {
  return [groupResourceOf(resource), resource.version, namespace, labelSelector, fieldSelector].join("|")
}
