/** 0: what is begun already, 1: what is new. */
export type Rank = 0 | 1

/**
 * Lets a few at a time work, and whoever is further along first. A hundred pods that all start at once get in each other's
 * way and are all ready at the very end; in turn, the first of them is ready as if it were alone.
 */
export class Turns {
  #free: number
  readonly #waiting: Readonly<Record<Rank, (() => void)[]>> = { 0: [], 1: [] }

  constructor(atOnce: number) {
    this.#free = atOnce
  }

  async take<T>(rank: Rank, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting[rank].push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting[0].shift() ?? this.#waiting[1].shift()
      if (next === undefined) this.#free++
      else next()
    }
  }
}
