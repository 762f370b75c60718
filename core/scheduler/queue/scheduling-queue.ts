import type { Clock } from "../../base/clock.ts"
import { Heap } from "../../base/heap.ts"
import { DelayQueue } from "../../client/workqueue/delay-queue.ts"
import type { PodInfo } from "../cache/pod-info.ts"

const firstBackoffMs = 1_000
const lastBackoffMs = 10_000

/** A pod that nothing woke is tried again after this: what would wake it may have been overlooked. */
const overlookedMs = 300_000

export interface QueuedPod {
  readonly info: PodInfo
  /** How often it was tried. */
  readonly attempts: number
}

/**
 * Pods that need a node. Each is in one of three places: `active`, next to be tried; `backoff`, tried not long ago; and
 * `unschedulable`, until something changes in the cluster that may help it.
 */
export class SchedulingQueue {
  readonly #clock: Clock
  readonly #active = new Heap<Entry>(byPriority)
  readonly #entries = new Map<string, Entry>()
  readonly #backoff: DelayQueue
  readonly #overlooked: DelayQueue
  #wake: (() => void) | undefined
  #sequence = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#backoff = new DelayQueue(clock, (key) => this.#activateFrom("backoff", key))
    this.#overlooked = new DelayQueue(clock, (key) => this.#retry(key))
  }

  /** A pod that came or changed. A change of what it asks for lets it try at once. */
  set(info: PodInfo): void {
    const known = this.#entries.get(info.key)
    const attempts = known?.info.pod.metadata.uid === info.pod.metadata.uid ? (known?.attempts ?? 0) : 0
    this.remove(info.key)
    this.#put({ info, attempts, triedMs: 0, place: "active", plugins: none, sequence: this.#sequence++ })
  }

  remove(key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    // The heap and the delays find it gone when its turn comes.
    entry.place = "gone"
    this.#entries.delete(key)
  }

  /** The most important pod, taken out; undefined when none is to be tried now. */
  take(): QueuedPod | undefined {
    for (let entry = this.#active.pop(); entry !== undefined; entry = this.#active.pop()) {
      if (entry.place !== "active") continue
      entry.place = "gone"
      this.#entries.delete(entry.info.key)
      return { info: entry.info, attempts: entry.attempts + 1 }
    }
    return undefined
  }

  /** Resolves when there may be something to take, or at the signal. */
  async waitForWork(signal: AbortSignal): Promise<void> {
    if (this.#active.size > 0 || signal.aborted) return
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      signal.addEventListener("abort", this.#stopWaiting, { once: true })
    })
    signal.removeEventListener("abort", this.#stopWaiting) // it outlives many waits
  }

  /** Nowhere to go: waits for an event that one of the plugins which said no is woken by. */
  putUnschedulable({ info, attempts }: QueuedPod, plugins: ReadonlySet<string>): void {
    if (this.#entries.has(info.key)) return
    const triedMs = this.#clock.monotonicMs()
    this.#put({ info, attempts, triedMs, place: "unschedulable", plugins, sequence: this.#sequence++ })
    this.#overlooked.add(info.key, overlookedMs)
  }

  /** Something went wrong that may not go wrong again: tries again after its backoff. */
  putBack({ info, attempts }: QueuedPod): void {
    if (this.#entries.has(info.key)) return
    const triedMs = this.#clock.monotonicMs()
    const entry: Entry = { info, attempts, triedMs, place: "backoff", plugins: none, sequence: this.#sequence++ }
    this.#put(entry)
    this.#retryAfterBackoff(entry)
  }

  /** Lets those try again that something has changed for; told of each pod and the plugins that said no. */
  wake(mayHelp: (waiting: { readonly info: PodInfo; readonly plugins: ReadonlySet<string> }) => boolean): void {
    for (const entry of this.#entries.values()) {
      if (entry.place === "unschedulable" && mayHelp(entry)) this.#retryAfterBackoff(entry)
    }
  }

  readonly #stopWaiting = () => this.#wake?.()

  #retry(key: string): void {
    const entry = this.#entries.get(key)
    if (entry?.place === "unschedulable") this.#retryAfterBackoff(entry)
  }

  #retryAfterBackoff(entry: Entry): void {
    const backoffMs = Math.min(lastBackoffMs, firstBackoffMs * 2 ** Math.max(0, entry.attempts - 1))
    const leftMs = entry.triedMs + backoffMs - this.#clock.monotonicMs()
    entry.place = "backoff"
    if (leftMs <= 0) this.#activateFrom("backoff", entry.info.key)
    else this.#backoff.add(entry.info.key, leftMs)
  }

  #activateFrom(place: Entry["place"], key: string): void {
    const entry = this.#entries.get(key)
    if (entry?.place !== place) return
    entry.place = "active"
    this.#activate(entry)
  }

  #put(entry: Entry): void {
    this.#entries.set(entry.info.key, entry)
    if (entry.place === "active") this.#activate(entry)
  }

  #activate(entry: Entry): void {
    this.#active.push(entry)
    this.#wake?.()
  }
}

interface Entry extends QueuedPod {
  readonly triedMs: number
  place: "active" | "backoff" | "unschedulable" | "gone"
  readonly plugins: ReadonlySet<string>
  readonly sequence: number
}

const none: ReadonlySet<string> = new Set()

/** The higher priority first; of equals whoever came first. */
function byPriority(a: Entry, b: Entry): number {
  return (b.info.pod.spec.priority ?? 0) - (a.info.pod.spec.priority ?? 0) || a.sequence - b.sequence
}
