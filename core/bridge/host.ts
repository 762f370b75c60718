import { type Contract, contract } from "./contract.ts"
import type { HostLine } from "./line.ts"
import { type BridgeFailure, type FromScreens, parseFromScreens } from "./messages.ts"
import type { InputOf, OutputOf } from "./method.ts"

/** What the host does for each method of the contract. A stream ends soon after its signal aborts. */
export type Services = {
  readonly [K in keyof Contract]: Contract[K] extends { readonly type: "call" }
    ? (input: InputOf<Contract[K]>, context: ServiceContext) => Promise<OutputOf<Contract[K]>>
    : (input: InputOf<Contract[K]>, context: ServiceContext) => AsyncIterable<OutputOf<Contract[K]>>
}

export interface ServiceContext {
  /** Aborts when the screens lose interest, or are gone. */
  readonly signal: AbortSignal
}

export interface HostOptions {
  readonly services: Services
  /** Says a failure in the words that the screens show. */
  explain(error: unknown): BridgeFailure
}

/** What screens may have open at once; more is refused. */
const openMax = 4096

/** Answers everything that comes over a line, until it ends. One that brings what is no message is closed. */
export function serveBridge(line: HostLine, options: HostOptions): void {
  const open = new Map<number, OpenQuestion>()
  line.onClose(() => {
    for (const question of open.values()) question.stop.abort(new Error("The screens are gone"))
    open.clear()
  })
  line.onMessage((received) => {
    const message = parseFromScreens(received)
    if (message === undefined) return line.close()
    switch (message.type) {
      case "more":
        open.get(message.id)?.credit.add(message.credit)
        return
      case "cancel":
        open.get(message.id)?.stop.abort(new Error("Cancelled"))
        open.delete(message.id)
        return
      case "call":
      case "open":
        void answer({ line, options, open }, message) // it tells of its own failure over the line
    }
  })
}

interface OpenQuestion {
  readonly stop: AbortController
  readonly credit: Credit
}

interface Serving {
  readonly line: HostLine
  readonly options: HostOptions
  readonly open: Map<number, OpenQuestion>
}

async function answer({ line, options, open }: Serving, message: FromScreens & { type: "call" | "open" }) {
  const { id } = message
  if (open.has(id) || open.size >= openMax) {
    line.send({ type: "failure", id, failure: refusal("Too much is asked at once") })
    return
  }
  const question = { stop: new AbortController(), credit: new Credit(message.type === "open" ? message.credit : 0) }
  open.set(id, question)
  try {
    const run = runnerOf(options.services, message)
    if (message.type === "call") line.send({ type: "answer", id, value: await run(question.stop.signal) })
    else {
      await sendItems(line, id, { items: run(question.stop.signal) as AsyncIterable<unknown>, question })
      if (!question.stop.signal.aborted) line.send({ type: "end", id })
    }
  } catch (error) {
    if (!question.stop.signal.aborted) line.send({ type: "failure", id, failure: failureOf(error, options) })
  } finally {
    question.stop.abort(new Error("It is answered"))
    if (open.get(id) === question) open.delete(id)
  }
}

/** The service behind a message, its input checked. */
function runnerOf(services: Services, { method, input, type }: FromScreens & { type: "call" | "open" }) {
  const known = Object.hasOwn(contract, method) ? contract[method as keyof Contract] : undefined
  if (known === undefined || (known.type === "call") !== (type === "call"))
    throw new Refused(`There is no ${type === "call" ? "call" : "stream"} "${method}"`)
  const parsed = known.input.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Refused(`Cannot read what "${method}" was asked: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`)
  }
  // The input was just read by the schema that the service's own type comes from.
  const service = services[method as keyof Contract] as (input: unknown, context: ServiceContext) => unknown
  return (signal: AbortSignal) => service(parsed.data, { signal })
}

async function sendItems(
  line: HostLine,
  id: number,
  { items, question: { stop, credit } }: { readonly items: AsyncIterable<unknown>; readonly question: OpenQuestion },
): Promise<void> {
  for await (const value of items) {
    if (stop.signal.aborted) return
    await credit.take(stop.signal)
    line.send({ type: "item", id, value })
  }
}

/** How many items the screens are ready for. A stream waits when there is none, and so does what feeds it. */
class Credit {
  #left: number
  #more = Promise.withResolvers<void>()

  constructor(initial: number) {
    this.#left = initial
  }

  add(count: number): void {
    this.#left += count
    this.#more.resolve()
  }

  async take(signal: AbortSignal): Promise<void> {
    const stopped = () => this.#more.resolve()
    signal.addEventListener("abort", stopped, { once: true })
    try {
      while (this.#left <= 0) {
        signal.throwIfAborted()
        this.#more = Promise.withResolvers()
        await this.#more.promise
      }
      signal.throwIfAborted()
      this.#left--
    } finally {
      signal.removeEventListener("abort", stopped)
    }
  }
}

class Refused extends Error {
  override readonly name = "Refused"
}

function refusal(message: string): BridgeFailure {
  return { id: "BRIDGE_REFUSED", message, advice: "" }
}

function failureOf(error: unknown, { explain }: HostOptions): BridgeFailure {
  return error instanceof Refused ? refusal(error.message) : explain(error)
}
