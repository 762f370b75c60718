import type { Service } from "../apis/core/v1.gen.ts"
import type { EndpointSlice } from "../apis/discovery/v1.gen.ts"
import { endpointslices, services } from "../apis/resources.gen.ts"
import type { Clock } from "../base/clock.ts"
import type { Component } from "../base/component.ts"
import type { Log } from "../base/log.ts"
import type { Informer, Informers } from "../client/informer/informer.ts"
import { keyOf } from "../machinery/meta/object.ts"
import type { StaleFlow } from "./conntrack.ts"
import { staleFlows } from "./conntrack.ts"
import type { ServicePort } from "./service-port.ts"
import { servicePortsOf } from "./service-port.ts"

/** What carries the rules: nftables here, others later. */
export interface ProxyBackend {
  sync(ports: Iterable<ServicePort>, signal: AbortSignal): Promise<void>
}

export interface ServiceProxyDeps {
  readonly informers: Informers
  readonly backend: ProxyBackend
  readonly deleteFlows: (flows: readonly StaleFlow[], signal: AbortSignal) => Promise<void>
  readonly nodeName: string
  readonly clock: Clock
  readonly log: Log
}

/** Changes that come this close together become one sync. The first after a pause does not wait. */
const syncPauseMs = 100
const retryMs = 1_000
const serviceIndex = "service"
const serviceLabel = "kubernetes.io/service-name"

/** Services' endpoints into rules of this node, from changes as they come. */
export class ServiceProxy implements Component {
  readonly name = "kube-proxy"
  readonly needs: readonly string[] = []
  readonly #deps: ServiceProxyDeps
  readonly #services: Informer<Service>
  readonly #slices: Informer<EndpointSlice>
  readonly #byService = new Map<string, readonly ServicePort[]>()
  readonly #changed = new Set<string>()
  #applied: ReadonlyMap<string, ServicePort> = new Map()
  #wake: (() => void) | undefined
  #lastSyncMs: number | undefined

  constructor(deps: ServiceProxyDeps) {
    this.#deps = deps
    this.#services = deps.informers.of(services)
    this.#slices = deps.informers.of(endpointslices)
    this.#slices.addIndex(serviceIndex, (slice) => [serviceKeyOf(slice)])
  }

  /** When the rules last became what the services ask, in milliseconds since 1970; undefined before the first time. */
  get lastSyncMs(): number | undefined {
    return this.#lastSyncMs
  }

  /** How many endpoints of a service run here, for its health-check port. */
  localEndpoints(key: string): number {
    const ips = (this.#byService.get(key) ?? []).flatMap((port) =>
      port.externalEndpoints.filter((each) => each.local).map((each) => each.ip),
    )
    return new Set(ips).size
  }

  async run({ signal, ready }: { readonly signal: AbortSignal; ready(): void }): Promise<void> {
    this.#services.onChange(({ key }) => this.#touch(key))
    this.#slices.onChange(({ old, current }) => {
      for (const slice of [old, current]) if (slice !== undefined) this.#touch(serviceKeyOf(slice))
    })
    await Promise.all([this.#services.waitForSync(signal), this.#slices.waitForSync(signal)])
    let announced = false
    while (!signal.aborted) {
      const pauseMs = await this.#syncOnce(signal)
      if (!announced && this.#lastSyncMs !== undefined) {
        announced = true
        ready()
      }
      await this.#deps.clock.sleep(pauseMs, { signal }).catch(() => {})
      if (this.#changed.size === 0 && pauseMs === syncPauseMs) await this.#nextChange(signal)
    }
  }

  async #syncOnce(signal: AbortSignal): Promise<number> {
    this.#recompute()
    const wanted = new Map([...this.#byService.values()].flat().map((port) => [port.id, port]))
    try {
      await this.#deps.backend.sync(wanted.values(), signal)
      const stale = staleFlows(this.#applied, wanted)
      this.#applied = wanted
      this.#lastSyncMs = this.#deps.clock.now()
      if (stale.length > 0) await this.#deps.deleteFlows(stale, signal)
      return syncPauseMs
    } catch (error) {
      if (!signal.aborted) this.#deps.log.error("Failed to apply service rules; trying again", { error })
      return retryMs
    }
  }

  #recompute(): void {
    for (const key of this.#changed) {
      const service = this.#services.get(key)
      if (service === undefined) this.#byService.delete(key)
      else
        this.#byService.set(key, servicePortsOf(service, this.#slices.byIndex(serviceIndex, key), this.#deps.nodeName))
    }
    this.#changed.clear()
  }

  #touch(key: string): void {
    this.#changed.add(key)
    this.#wake?.()
  }

  #nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        this.#wake = undefined
        signal.removeEventListener("abort", finish)
        resolve()
      }
      this.#wake = finish
      signal.addEventListener("abort", finish, { once: true })
    })
  }
}

function serviceKeyOf(slice: EndpointSlice): string {
  const { namespace, labels } = slice.metadata
  return keyOf({ metadata: { namespace, name: labels?.[serviceLabel] } })
}
