import type { Pod } from "../../../core/apis/core/v1.gen.ts"

/** A row of the pods' table, as far as it is needed to ask for the pod. */
export interface PodRow {
  readonly key: string
  readonly namespace: string
  readonly name: string
  readonly resourceVersion: string
}

/** Who has more pods in trouble than this has one cause for most of them. */
const wantedMax = 200
const atOnceMax = 6

/**
 * The whole pods behind rows that look ill, out of many that do not: each is read once per version, a few at a time.
 * What is known of a pod stays until its newer version is there.
 */
export class PodReader {
  readonly #read: (row: PodRow, signal: AbortSignal) => Promise<Pod | undefined>
  readonly #listeners = new Set<() => void>()
  readonly #stop = new AbortController()
  #wanted: ReadonlyMap<string, PodRow> = new Map()
  /** What was read, or failed to be, by key: the version that was asked for. */
  readonly #asked = new Map<string, string>()
  readonly #known = new Map<string, Pod>()
  #line: PodRow[] = []
  #running = 0
  #state: readonly Pod[] = []

  /** `read` answers undefined for a pod that is gone. */
  constructor(read: (row: PodRow, signal: AbortSignal) => Promise<Pod | undefined>) {
    this.#read = read
  }

  get state(): readonly Pod[] {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  want(rows: readonly PodRow[]): void {
    this.#wanted = new Map(rows.slice(0, wantedMax).map((row) => [row.key, row]))
    const left = [...this.#known.keys()].filter((key) => !this.#wanted.has(key))
    for (const key of left) this.#known.delete(key)
    for (const key of [...this.#asked.keys()]) if (!this.#wanted.has(key)) this.#asked.delete(key)
    this.#line = [...this.#wanted.values()].filter(
      ({ key, resourceVersion }) => this.#asked.get(key) !== resourceVersion,
    )
    if (left.length > 0) this.#publish()
    this.#startNext()
  }

  stop(): void {
    this.#stop.abort(new Error("Nobody looks any more"))
    this.#line = []
  }

  #startNext(): void {
    while (this.#running < atOnceMax) {
      const row = this.#line.shift()
      if (row === undefined) return
      this.#asked.set(row.key, row.resourceVersion)
      this.#running++
      this.#readOne(row).finally(() => {
        this.#running--
        this.#startNext()
      })
    }
  }

  async #readOne(row: PodRow): Promise<void> {
    try {
      const pod = await this.#read(row, this.#stop.signal)
      if (!this.#wanted.has(row.key)) return
      if (pod === undefined) this.#known.delete(row.key)
      else this.#known.set(row.key, pod)
      this.#publish()
    } catch {
      this.#asked.delete(row.key) // asked again with the next change
    }
  }

  #publish(): void {
    this.#state = [...this.#known.values()]
    for (const listener of this.#listeners) listener()
  }
}
