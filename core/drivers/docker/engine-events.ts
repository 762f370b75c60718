import type { Readable } from "node:stream"
import { finished } from "node:stream/promises"
import type Docker from "dockerode"
import type { Clock } from "../../base/clock.ts"

export interface EngineWatch {
  readonly clock: Clock
  readonly filters: Readonly<Record<string, readonly string[]>>
  onChange(): void
  readonly signal: AbortSignal
}

/**
 * Follows an engine's events until the signal aborts. Resolves when it does so, or when the engine did not answer: then it
 * goes on trying, and calls `onChange` when it has found it.
 */
export async function watchEngine(engine: Docker, watch: EngineWatch): Promise<void> {
  const first = await open(engine, watch).catch(() => undefined)
  void follow(engine, watch, first) // ends with the signal, and failures are what it is there for
}

const retryFirstMs = 250
const retryMaxMs = 10_000

async function follow(engine: Docker, watch: EngineWatch, first: Readable | undefined): Promise<void> {
  const { clock, onChange, signal } = watch
  let events = first
  for (let waitMs = retryFirstMs; !signal.aborted; ) {
    if (events !== undefined) {
      waitMs = retryFirstMs
      await readToEnd(events, watch)
      if (signal.aborted) return
      onChange() // the engine is gone, or at least the way to it
    }
    await clock.sleep(waitMs, { signal }).catch(() => {})
    if (signal.aborted) return
    waitMs = Math.min(waitMs * 2, retryMaxMs)
    events = await open(engine, watch).catch(() => undefined)
    if (events !== undefined) onChange() // and what was missed
  }
}

async function open(engine: Docker, { filters, signal }: EngineWatch): Promise<Readable> {
  const events = await engine.getEvents({ filters: JSON.stringify(filters), abortSignal: signal })
  return events as Readable // the library tells of less than it is
}

/** Each chunk is one event, or several: what they say does not matter. */
async function readToEnd(events: Readable, { onChange, signal }: EngineWatch): Promise<void> {
  const stop = () => events.destroy()
  signal.addEventListener("abort", stop, { once: true })
  events.on("data", () => onChange())
  try {
    await finished(events)
  } catch {
    // It broke off: who calls looks for the engine again.
  } finally {
    signal.removeEventListener("abort", stop)
    events.destroy()
  }
}
