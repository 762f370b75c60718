import { nodes } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { Latest } from "../../base/latest.ts"
import { withDeadline } from "../../base/signals.ts"
import type { MetricsSample } from "../../bridge/contract/api.ts"
import type { Client } from "../../client/client.ts"
import { decodeFailure } from "../../client/rest/watch-event.ts"
import type { Transport } from "../../machinery/api/transport.ts"
import { SampleHistory } from "./sample-history.ts"
import { type NodeUsage, parseSummary } from "./usage-summary.ts"

export interface SamplerDeps {
  readonly client: Client
  readonly transport: Transport
  readonly clock: Clock
}

const everyMs = 5_000
/** A kubelet tells what was used between two looks; after the first it knows nothing yet. */
const firstLookMs = 1_100
const answerWithinMs = 4_000
/** Samples in one message. */
const batchMax = 120

/** What one cluster's nodes and pods use. It looks only while somebody watches, and remembers across watchers. */
export class MetricsSampler {
  readonly #deps: SamplerDeps
  readonly #history = new SampleHistory()
  readonly #lastAtMs = new Latest<number>({ value: 0 })
  #watchers = 0
  #stop = new AbortController()

  constructor(deps: SamplerDeps) {
    this.#deps = deps
  }

  /** The last hour, then each sample, until the signal aborts. */
  async *watch(signal: AbortSignal): AsyncGenerator<readonly MetricsSample[]> {
    this.#watchers++
    if (this.#watchers === 1) {
      this.#stop = new AbortController()
      void this.#run(this.#stop.signal) // it never fails: a look that does is left out
    }
    try {
      let toldMs = 0
      for await (const _ of this.#lastAtMs.follow(signal)) {
        const samples = this.#history.after(toldMs)
        for (let at = 0; at < samples.length; at += batchMax) yield samples.slice(at, at + batchMax)
        toldMs = samples.at(-1)?.atMs ?? toldMs
      }
    } finally {
      this.#watchers--
      if (this.#watchers === 0) this.#stop.abort(new Error("Nobody watches"))
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    await this.#look(signal)
    await clock.sleep(firstLookMs, { signal }).catch(() => {}) // the loop sees that it was stopped
    while (!signal.aborted) {
      const usages = await this.#look(signal)
      if (usages.length > 0) this.#add(usages)
      await clock.sleep(everyMs, { signal }).catch(() => {}) // as above
    }
  }

  #add(usages: readonly NodeUsage[]): void {
    const atMs = Math.max(this.#deps.clock.now(), (this.#lastAtMs.value ?? 0) + 1) // also when the clock was set back
    const pods = usages.flatMap((usage) => usage.pods)
    this.#history.add({ atMs, nodes: usages.map(({ node }) => node), pods })
    this.#lastAtMs.set(atMs)
  }

  /** Of every node that answers in time. */
  async #look(outer: AbortSignal): Promise<readonly NodeUsage[]> {
    const { client, clock } = this.#deps
    const lookAtAll = async (signal: AbortSignal) => {
      const { items } = await client.list(nodes, { signal })
      const looks = await Promise.allSettled(items.map((node) => this.#ask(node.metadata.name ?? "", signal)))
      return looks.flatMap((look) => (look.status === "fulfilled" ? [look.value] : []))
    }
    return withDeadline(lookAtAll, { clock, atMostMs: answerWithinMs, signal: outer }).catch(() => [])
  }

  async #ask(node: string, signal: AbortSignal): Promise<NodeUsage> {
    const path = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/stats/summary`
    const response = await this.#deps.transport.request({ method: "GET", path, signal })
    const body = await response.bytes()
    if (response.status !== 200) throw decodeFailure(response.status, body)
    return parseSummary(JSON.parse(new TextDecoder().decode(body)))
  }
}
