import { useEffect, useState } from "react"
import type { Input, Output, StreamName } from "../../core/bridge/contract.ts"
import { BridgeError, lineLost } from "../../core/bridge/messages.ts"
import { useBridge } from "./bridge-context.ts"

/** What a stream said last. `value` stays what it was while a lost host is looked for. */
export interface Streamed<T> {
  readonly value: T | undefined
  readonly error: BridgeError | undefined
}

/**
 * The last item of a stream of the host's, for as long as the screen is there. A line that was lost is no error: the
 * stream begins anew when the host is back. `input` is compared by its JSON. `undefined` for `input` of a stream that
 * takes something means: not now.
 */
export function useStream<K extends StreamName>(method: K, input: Input<K>): Streamed<Output<K>> {
  const bridge = useBridge()
  const [state, setState] = useState<Streamed<Output<K>>>({ value: undefined, error: undefined })
  const key = JSON.stringify(input)
  useEffect(() => {
    const stop = new AbortController()
    setState({ value: undefined, error: undefined })
    async function follow(): Promise<void> {
      for (;;) {
        try {
          const given = (key === undefined ? undefined : JSON.parse(key)) as Input<K> // what was given, back from its text
          for await (const value of bridge.stream(method, given, stop.signal)) setState({ value, error: undefined })
          return
        } catch (error) {
          if (stop.signal.aborted) return
          if (error instanceof BridgeError && error.id === lineLost) continue
          const told =
            error instanceof BridgeError ? error : new BridgeError({ id: "", message: String(error), advice: "" })
          setState(({ value }) => ({ value, error: told }))
          return
        }
      }
    }
    follow().catch(() => {}) // it tells of its own failure
    return () => stop.abort(new Error("The screen is gone"))
  }, [bridge, method, key])
  return state
}
