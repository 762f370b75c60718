import type { Clock, Timer } from "../../base/clock.ts"
import { Heap } from "../../base/heap.ts"
import type { Revision } from "../revision.ts"

export interface Expiring {
  readonly key: string
  readonly revision: Revision
  readonly atMs: number
}

/** Knows what falls due next and wakes for it; one timer, and none when nothing expires. */
export class Expiry {
  readonly #due = new Heap<Expiring>((a, b) => a.atMs - b.atMs)
  readonly #clock: Clock
  readonly #expire: (due: readonly Expiring[]) => void
  #timer: { readonly timer: Timer; readonly atMs: number } | undefined
  #closed = false

  constructor(clock: Clock, expire: (due: readonly Expiring[]) => void) {
    this.#clock = clock
    this.#expire = expire
  }

  /** Rounded up to the second, so that what expires together wakes once. */
  atMs(ttlSeconds: number | undefined): number | undefined {
    return ttlSeconds === undefined ? undefined : (Math.ceil(this.#clock.now() / 1000) + ttlSeconds) * 1000
  }

  /** Later changes of the key are not told here: the revision says whether it is still the one that expires. */
  add(expiring: Expiring): void {
    this.#due.push(expiring)
    this.#arm()
  }

  close(): void {
    this.#closed = true
    this.#timer?.timer.cancel()
  }

  #arm(): void {
    const atMs = this.#due.peek()?.atMs
    if (this.#closed || atMs === undefined || (this.#timer !== undefined && this.#timer.atMs <= atMs)) return
    this.#timer?.timer.cancel()
    this.#timer = { atMs, timer: this.#clock.after(atMs - this.#clock.now(), () => this.#wake()) }
  }

  #wake(): void {
    this.#timer = undefined
    const due: Expiring[] = []
    for (let next = this.#due.peek(); next !== undefined && next.atMs <= this.#clock.now(); next = this.#due.peek()) {
      due.push(next)
      this.#due.pop()
    }
    if (due.length > 0) this.#expire(due)
    this.#arm()
  }
}
