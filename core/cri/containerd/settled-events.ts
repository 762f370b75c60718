import type { Clock } from "../../base/clock.ts"
import type { RuntimeEvent } from "../runtime.ts"

/** How often the runtime is asked whether it knows, and how much longer it is waited for each time. */
const triesMax = 12
const firstWaitMs = 5

/**
 * Holds back the news of an end until the runtime's own lists show it. containerd tells all its plugins of an exit at
 * the same time; whoever looks at once may be earlier than the one that keeps those lists.
 */
export async function* settledEvents(
  events: AsyncIterable<RuntimeEvent>,
  { isRunning, clock }: { readonly isRunning: (id: string) => Promise<boolean>; readonly clock: Clock },
): AsyncIterable<RuntimeEvent> {
  const ready: RuntimeEvent[] = []
  let wake = () => {}
  let over: { readonly error: unknown } | "ended" | undefined
  const push = (event: RuntimeEvent) => {
    ready.push(event)
    wake()
  }
  const settle = async (id: string) => {
    for (let attempt = 0; attempt < triesMax; attempt++) {
      // What cannot be asked for is gone, or will be looked for again after the connection's end.
      if (!(await isRunning(id).catch(() => false))) return
      await clock.sleep(firstWaitMs * 2 ** attempt)
    }
  }
  const pump = async () => {
    for await (const event of events) {
      if (event.type === "ended") settle(event.id).then(() => push(event))
      else push(event)
    }
  }
  pump().then(
    () => {
      over = "ended"
      wake()
    },
    (error: unknown) => {
      over = { error }
      wake()
    },
  )
  for (;;) {
    const event = ready.shift()
    if (event !== undefined) yield event
    else if (over === "ended") return
    else if (over !== undefined) throw over.error
    else {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}
