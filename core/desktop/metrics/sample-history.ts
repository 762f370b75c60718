import type { MetricsSample } from "../../bridge/contract/api.ts"

const keptMs = 60 * 60 * 1000
/** In a cluster of very many pods the history is shorter than an hour. */
const usagesMax = 200_000

/** The samples of the last hour, oldest first. */
export class SampleHistory {
  #samples: MetricsSample[] = []
  #usages = 0

  add(sample: MetricsSample): void {
    this.#samples.push(sample)
    this.#usages += sizeOf(sample)
    let dropped = 0
    for (const oldest of this.#samples) {
      const isKept = oldest.atMs > sample.atMs - keptMs && this.#usages <= usagesMax
      if (isKept || oldest === sample) break
      this.#usages -= sizeOf(oldest)
      dropped++
    }
    if (dropped > 0) this.#samples = this.#samples.slice(dropped)
  }

  /** Those after the sample that was taken at `atMs`. */
  after(atMs: number): readonly MetricsSample[] {
    const from = this.#samples.findIndex((sample) => sample.atMs > atMs)
    return from < 0 ? [] : this.#samples.slice(from)
  }
}

function sizeOf(sample: MetricsSample): number {
  return sample.nodes.length + sample.pods.length
}
