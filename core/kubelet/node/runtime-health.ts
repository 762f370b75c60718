import type { Runtime } from "../../cri/runtime.ts"

/** Whether the runtime is there and its network is set up: what a node needs to be ready. */
export class RuntimeHealth {
  readonly #runtime: Runtime
  readonly #onChange: () => void
  #runtimeProblem: string | undefined = "container runtime status check may not have completed yet"
  #networkProblem: string | undefined = "container runtime status check may not have completed yet"

  constructor(runtime: Runtime, onChange: () => void) {
    this.#runtime = runtime
    this.#onChange = onChange
  }

  get networkProblem(): string | undefined {
    return this.#networkProblem
  }

  get problems(): readonly string[] {
    return [this.#runtimeProblem, this.#networkProblem].filter((problem) => problem !== undefined)
  }

  /** Asks the runtime. Tells when the answer is another than before. */
  async check(signal: AbortSignal): Promise<void> {
    const before = this.problems.join()
    try {
      const conditions = await this.#runtime.status(signal)
      const problemOf = (type: string, words: string) => {
        const condition = conditions.find((each) => each.type === type)
        if (condition?.status === true) return undefined
        const { reason = "", message = "" } = condition ?? {}
        return `${words} not ready: ${type}=false reason:${reason} message:${message}`
      }
      this.#runtimeProblem = problemOf("RuntimeReady", "container runtime")
      this.#networkProblem = problemOf("NetworkReady", "container runtime network")
    } catch {
      this.#runtimeProblem = "container runtime is down"
    }
    if (!signal.aborted && this.problems.join() !== before) this.#onChange()
  }
}
