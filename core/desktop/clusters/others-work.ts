import type { Clock } from "../../base/clock.ts"
import { workOnCluster } from "../../cluster/cluster-lock.ts"
import type { ClusterDeps } from "../../cluster/deps.ts"

export interface OthersWorkDeps {
  readonly clock: Clock
  readonly cluster: Pick<ClusterDeps, "home">
  onChange(): void
  readonly signal: AbortSignal
}

/** Another process answers at once, unless it is frozen. */
const answerWithinMs = 500

/** What other processes do to clusters. That they begin is seen by what they change; that they have ended is told. */
export class OthersWork {
  readonly #deps: OthersWorkDeps
  /** By cluster, while it lasts. */
  readonly #work = new Map<string, string>()

  constructor(deps: OthersWorkDeps) {
    this.#deps = deps
  }

  /** "start", as its command is called. */
  async on(name: string): Promise<string | undefined> {
    const known = this.#work.get(name)
    if (known !== undefined) return known
    const { cluster, clock, signal, onChange } = this.#deps
    const onRelease = () => {
      this.#work.delete(name)
      onChange()
    }
    const enough = new AbortController()
    const late = clock.after(answerWithinMs, () => enough.abort(new Error("It does not say what it does")))
    const look = { onRelease, signal: AbortSignal.any([signal, enough.signal]) }
    const work = await workOnCluster(cluster, name, look)
    late.cancel()
    if (work !== undefined) this.#work.set(name, work)
    return work
  }
}
