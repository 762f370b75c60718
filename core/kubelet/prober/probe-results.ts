/** What probes found out, by container. Told to whoever wants to act on a change. */
export class ProbeResults {
  readonly #results = new Map<string, ProbeOutcome>()
  readonly #onChange: (podUid: string) => void

  constructor(onChange: (podUid: string) => void) {
    this.#onChange = onChange
  }

  get(containerId: string, type: ProbeType): boolean | undefined {
    return this.#results.get(key(containerId, type))?.healthy
  }

  set(podUid: string, containerId: string, type: ProbeType, healthy: boolean): void {
    const before = this.#results.get(key(containerId, type))
    if (before?.healthy === healthy) return
    this.#results.set(key(containerId, type), { healthy })
    this.#onChange(podUid)
  }

  forget(containerId: string): void {
    for (const type of probeTypes) this.#results.delete(key(containerId, type))
  }
}

export type ProbeType = "startup" | "liveness" | "readiness"

export const probeTypes: readonly ProbeType[] = ["startup", "liveness", "readiness"]

interface ProbeOutcome {
  readonly healthy: boolean
}

function key(containerId: string, type: ProbeType): string {
  return `${type}/${containerId}`
}
