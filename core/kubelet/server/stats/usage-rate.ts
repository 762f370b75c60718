/** What a container used between two looks: the runtime counts, a rate needs two counts. */
export class UsageRates {
  readonly #last = new Map<
    string,
    { readonly atMs: number; readonly nanoSeconds: number; readonly nanoCores: number }
  >()

  /** Nanoseconds of a core per second since the count before; 0 the first time. Asked again within a second, the same. */
  rateOf(id: string, sample: { readonly timestampMs: number; readonly usageCoreNanoSeconds: number }): number {
    const last = this.#last.get(id)
    if (last !== undefined && sample.timestampMs - last.atMs < 1_000) return last.nanoCores
    const seconds = last === undefined ? 0 : (sample.timestampMs - last.atMs) / 1_000
    const nanoCores =
      last === undefined ? 0 : Math.max(0, Math.round((sample.usageCoreNanoSeconds - last.nanoSeconds) / seconds))
    this.#last.set(id, { atMs: sample.timestampMs, nanoSeconds: sample.usageCoreNanoSeconds, nanoCores })
    return nanoCores
  }

  /** Forgets all others. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#last.keys()) if (!ids.has(id)) this.#last.delete(id)
  }
}
