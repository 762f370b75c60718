import type { Clock, Timer } from "../../base/clock.ts"
import { Heap } from "../../base/heap.ts"

/** Keys that fall due later, on one timer for all of them. A key waits once, for the earliest time it was given. */
export class DelayQueue {
  readonly #clock: Clock
  readonly #deliver: (key: string) => void
  readonly #heap = new Heap<Delayed>((a, b) => a.atMs - b.atMs)
  /** When each key is due. An entry of the heap that says otherwise is stale. */
  readonly #dueMs = new Map<string, number>()
  #timer: Timer | undefined
  #timerAtMs = Number.POSITIVE_INFINITY

  constructor(clock: Clock, deliver: (key: string) => void) {
    this.#clock = clock
    this.#deliver = deliver
  }

  add(key: string, delayMs: number): void {
    const atMs = this.#clock.monotonicMs() + delayMs
    const known = this.#dueMs.get(key)
    if (known !== undefined && known <= atMs) return
    this.#dueMs.set(key, atMs)
    this.#heap.push({ key, atMs })
    if (atMs < this.#timerAtMs) this.#arm(atMs)
  }

  clear(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#dueMs.clear()
    while (this.#heap.pop() !== undefined);
  }

  #arm(atMs: number): void {
    this.#timer?.cancel()
    this.#timerAtMs = atMs
    this.#timer = this.#clock.after(Math.max(0, atMs - this.#clock.monotonicMs()), () => this.#fire())
  }

  #fire(): void {
    this.#timer = undefined
    this.#timerAtMs = Number.POSITIVE_INFINITY
    const nowMs = this.#clock.monotonicMs()
    for (let next = this.#heap.peek(); next !== undefined; next = this.#heap.peek()) {
      const stale = this.#dueMs.get(next.key) !== next.atMs
      if (!stale && next.atMs > nowMs) {
        this.#arm(next.atMs)
        return
      }
      this.#heap.pop()
      if (stale) continue
      this.#dueMs.delete(next.key)
      this.#deliver(next.key)
    }
  }
}

interface Delayed {
  readonly key: string
  readonly atMs: number
}
