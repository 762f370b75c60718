import type { Clock } from "../../base/clock.ts"
import { Latest } from "../../base/latest.ts"
import type { Random } from "../../base/random.ts"
import type { Operation } from "../../bridge/contract/operations.ts"
import { BridgeError, type BridgeFailure } from "../../bridge/messages.ts"
import { type OperationRequest, operationCommand } from "../../bridge/operation-command.ts"
import type { Progress } from "../../cluster/deps.ts"
import type { RunRequest } from "./run-request.ts"

export interface OperationsDeps {
  readonly clock: Clock
  readonly random: Random
  /** Ends all work when the host ends. */
  readonly signal: AbortSignal
  readonly run: RunRequest
  explain(error: unknown): BridgeFailure
}

/** How many are remembered; that many may be under way at once. */
const operationsMax = 50

/** What is an operation's own while it lasts. */
type Change = Partial<Omit<Operation, "id" | "action" | "profile">>

/** Work on clusters: it goes on whether or not somebody watches. */
export class Operations {
  readonly #deps: OperationsDeps
  readonly #list = new Latest<readonly Operation[]>({ value: [] })
  /** What cancels each that is under way. */
  readonly #stops = new Map<string, AbortController>()

  constructor(deps: OperationsDeps) {
    this.#deps = deps
  }

  /** Newest first. */
  get all(): readonly Operation[] {
    return this.#list.value ?? []
  }

  follow(signal: AbortSignal): AsyncIterable<readonly Operation[]> {
    return this.#list.follow(signal)
  }

  /** The newest work under way on a cluster. */
  underWayOn(profile: string): Operation | undefined {
    return this.all.find((one) => one.profile === profile && one.state === "running")
  }

  /** Begins it, and returns its id. */
  begin(request: OperationRequest): string {
    this.#deps.signal.throwIfAborted()
    if (this.#stops.size >= operationsMax) throw tooMany()
    const id = this.#deps.random.uuid()
    const stop = new AbortController()
    this.#stops.set(id, stop)
    const { action, profile } = request
    const command = operationCommand(request)
    const startedAtMs = this.#deps.clock.now()
    const begun: Operation = { id, action, profile, command, state: "running", steps: [], notes: [], startedAtMs }
    this.#list.set(bounded([begun, ...this.all]))
    void this.#run(request, begun.id, stop.signal) // how it ends is told in the list
    return id
  }

  /** One that has ended stays as it ended. */
  cancel(id: string): void {
    this.#stops.get(id)?.abort(new Error("Cancelled"))
  }

  /** One that is under way stays. */
  dismiss(id: string): void {
    this.#list.set(this.all.filter((one) => one.id !== id || one.state === "running"))
  }

  async #run(request: OperationRequest, id: string, cancelled: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([this.#deps.signal, cancelled])
    const outcome = await this.#deps.run(request, { progress: this.#progressOf(id), signal }).then(
      (): Change => ({ state: "succeeded" }),
      (error: unknown): Change =>
        signal.aborted ? { state: "cancelled" } : { state: "failed", failure: this.#deps.explain(error) },
    )
    this.#stops.delete(id)
    this.#change(id, () => ({ ...outcome, endedAtMs: this.#deps.clock.now() }))
  }

  #progressOf(id: string): Progress {
    const { clock } = this.#deps
    return {
      note: (text) => this.#change(id, ({ notes }) => ({ notes: [...notes, text] })),
      step: async (title, run) => {
        const startedAtMs = clock.now()
        let at = 0
        this.#change(id, ({ steps }) => {
          at = steps.length
          return { steps: [...steps, { title, detail: "", state: "running", startedAtMs }] }
        })
        const changeStep = (change: Partial<Operation["steps"][number]>) =>
          this.#change(id, ({ steps }) => ({
            steps: steps.map((step, i) => (i === at ? { ...step, ...change } : step)),
          }))
        try {
          const value = await run((detail) => changeStep({ detail }))
          changeStep({ state: "done", endedAtMs: clock.now() })
          return value
        } catch (error) {
          changeStep({ state: "failed", endedAtMs: clock.now() })
          throw error
        }
      },
    }
  }

  #change(id: string, change: (operation: Operation) => Change): void {
    this.#list.set(this.all.map((one) => (one.id === id ? { ...one, ...change(one) } : one)))
  }
}

/** The oldest that have ended are forgotten first. */
function bounded(operations: readonly Operation[]): readonly Operation[] {
  const ended = operations.filter((one) => one.state !== "running")
  const forgotten = new Set(ended.slice(Math.max(0, ended.length - (operations.length - operationsMax))))
  return operations.length <= operationsMax ? operations : operations.filter((one) => !forgotten.has(one))
}

function tooMany(): BridgeError {
  return new BridgeError({
    id: "BRIDGE_REFUSED",
    message: `${operationsMax} operations are under way already`,
    advice: "Wait until one has ended, or cancel one.",
  })
}
