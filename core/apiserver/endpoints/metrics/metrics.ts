import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"
import type { Clock } from "../../../base/clock.ts"
import type { Filter } from "../../filters/filter.ts"
import { isLongRunning } from "../../filters/long-running.ts"
import type { ApiResponse, RequestInfo } from "../../request.ts"
import type { PathHandler } from "../router.ts"

/** Kubernetes' buckets of a request's duration, in seconds. */
const durationBuckets = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
]

/**
 * Milliseconds between two looks at the event loop's delay. The library's own 10 wake an idle process a hundred times a
 * second; a minute is as good as never.
 */
const eventLoopMonitoringPrecision = 60_000

/** What the server counts, under Kubernetes' names. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #clock: Clock
  readonly #requests: Counter
  readonly #durations: Histogram
  readonly #inFlight: Gauge
  readonly #longRunning: Gauge
  /** The children of the counters, found without putting labels in order again. */
  readonly #children = new Map<string, Children>()
  #rest: Children | undefined
  #started = { mutating: 0, readOnly: 0 }

  constructor(deps: {
    readonly clock: Clock
    /** Objects of each resource, and bytes on disk; read when somebody asks. */
    readonly storedObjects: () => Iterable<readonly [resource: string, count: number]>
    readonly storageBytes: () => Promise<number | undefined>
  }) {
    this.#clock = deps.clock
    const registers = [this.#registry]
    const labels = ["verb", "group", "version", "resource", "subresource", "scope", "component", "dry_run"]
    this.#requests = new Counter({
      name: "apiserver_request_total",
      help: "Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.",
      labelNames: [...labels, "code"],
      registers,
    })
    this.#durations = new Histogram({
      name: "apiserver_request_duration_seconds",
      help: "Response latency distribution in seconds for each verb, dry run value, group, version, resource, subresource, scope and component.",
      labelNames: labels,
      buckets: durationBuckets,
      registers,
    })
    this.#inFlight = new Gauge({
      name: "apiserver_current_inflight_requests",
      help: "Maximal number of currently used inflight request limit of this apiserver per request kind in last second.",
      labelNames: ["request_kind"],
      registers,
    })
    this.#longRunning = new Gauge({
      name: "apiserver_longrunning_requests",
      help: "Gauge of all active long-running apiserver requests broken out by verb, group, version, resource, scope and component. Not all requests are tracked this way.",
      labelNames: labels.filter((label) => label !== "dry_run"),
      registers,
    })
    const objects = new Gauge({
      name: "apiserver_storage_objects",
      help: "Number of stored objects at the time of last check split by kind.",
      labelNames: ["resource"],
      registers,
      collect() {
        for (const [resource, count] of deps.storedObjects()) objects.set({ resource }, count)
      },
    })
    const size = new Gauge({
      name: "apiserver_storage_size_bytes",
      help: "Size of the storage database file physically allocated in bytes.",
      labelNames: ["storage_cluster_id"],
      registers,
      async collect() {
        const bytes = await deps.storageBytes()
        if (bytes !== undefined) size.set({ storage_cluster_id: "storage" }, bytes)
      },
    })
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision })
  }

  /** Counts what passes, with the code it was answered with. */
  readonly filter: Filter = async (exchange, next) => {
    const started = this.#clock.monotonicMs()
    const { info } = exchange
    const isLong = isLongRunning(info)
    const kind = info.verb === "get" || info.verb === "list" ? "readOnly" : "mutating"
    if (!isLong) this.#started[kind]++
    try {
      const answer = await next(exchange)
      const children = this.#childrenOf(info)
      children.count(String("status" in answer ? answer.status : 101))
      if (isLong) return this.#tracked(answer, children)
      children.durations.observe((this.#clock.monotonicMs() - started) / 1000)
      return answer
    } finally {
      if (!isLong) this.#started[kind]--
    }
  }

  /** `/metrics`, in Prometheus' text. */
  readonly handler: PathHandler = async ({ request }) => {
    if (request.path !== "/metrics") return undefined
    this.#inFlight.set({ request_kind: "mutating" }, this.#started.mutating)
    this.#inFlight.set({ request_kind: "readOnly" }, this.#started.readOnly)
    const body = Buffer.from(await this.#registry.metrics())
    return { status: 200, headers: { "content-type": this.#registry.contentType }, body }
  }

  /** A stream counts for as long as it runs. */
  #tracked(answer: ApiResponse, { running }: Children): ApiResponse {
    if (!("run" in answer)) return answer
    return {
      ...answer,
      run: async (sink, signal) => {
        running.inc()
        try {
          await answer.run(sink, signal)
        } finally {
          running.dec()
        }
      },
    }
  }

  #childrenOf(info: RequestInfo): Children {
    const key = `${info.verb} ${info.group}/${info.version}/${info.plural}/${info.subresource} ${scopeOf(info)} ${info.isResource ? "" : rootOf(info)}`
    const known = this.#children.get(key)
    if (known !== undefined) return known
    if (this.#children.size >= childrenMax) {
      this.#rest ??= this.#newChildren({ ...noLabels, verb: "other" })
      return this.#rest
    }
    const children = this.#newChildren(labelsOf(info))
    this.#children.set(key, children)
    return children
  }

  #newChildren(labels: Record<string, string>): Children {
    const codes = new Map<string, { inc(): void }>()
    const { dry_run: _, ...longRunning } = labels
    return {
      durations: this.#durations.labels(labels),
      running: this.#longRunning.labels(longRunning),
      count: (code) => {
        const counter = codes.get(code) ?? this.#requests.labels({ ...labels, code })
        codes.set(code, counter)
        counter.inc()
      },
    }
  }
}

/** Whoever invents resources and paths may not fill the memory: what comes after so many is counted together. */
const childrenMax = 2_000

interface Children {
  readonly durations: { observe(seconds: number): void }
  readonly running: { inc(): void; dec(): void }
  count(code: string): void
}

function labelsOf(info: RequestInfo): Record<string, string> {
  return {
    verb: verbs[info.verb] ?? info.verb.toUpperCase(),
    group: info.group,
    version: info.version,
    resource: info.plural,
    subresource: info.isResource ? info.subresource : rootOf(info),
    scope: scopeOf(info),
    component: "apiserver",
    dry_run: "",
  }
}

const noLabels = {
  group: "",
  version: "",
  resource: "",
  subresource: "",
  scope: "",
  component: "apiserver",
  dry_run: "",
}

/** `/healthz` of `/healthz/ping`. */
function rootOf({ path }: RequestInfo): string {
  return path.split("/", 2).join("/")
}

function scopeOf(info: RequestInfo): string {
  if (!info.isResource) return ""
  if (info.name !== "") return "resource"
  return info.namespace === "" ? "cluster" : "namespace"
}

const verbs: Readonly<Record<string, string>> = {
  create: "POST",
  update: "PUT",
  deletecollection: "DELETECOLLECTION",
}
