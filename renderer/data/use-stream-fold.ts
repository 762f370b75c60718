import { useEffect, useState } from "react"
import type { Input, Output, StreamName } from "../../core/bridge/contract.ts"
import { BridgeError, lineLost } from "../../core/bridge/messages.ts"
import { useBridge } from "./bridge-context.ts"
import type { Streamed } from "./use-stream.ts"

/** How items of a stream become one value. Both are read anew for each item, so they may be plain functions. */
export interface Fold<T, V> {
  readonly start: V
  add(value: V, item: T): V
}

/**
 * All items of a stream of the host's, gathered: unlike `useStream`, none is passed over. A line that was lost is no
 * error: the stream begins anew, and so does the value, which stays on the screen until then. Hand in a fold that stays
 * the same from render to render.
 */
export function useStreamFold<K extends StreamName, V>(
  method: K,
  input: Input<K>,
  fold: Fold<Output<K>, V>,
): Streamed<V> {
  const bridge = useBridge()
  const [state, setState] = useState<Streamed<V>>({ value: undefined, error: undefined })
  const key = JSON.stringify(input)
  useEffect(() => {
    const stop = new AbortController()
    setState({ value: undefined, error: undefined })
    async function followOnce(): Promise<void> {
      const given = (key === undefined ? undefined : JSON.parse(key)) as Input<K> // what was given, back from its text
      let value = fold.start
      for await (const item of bridge.stream(method, given, stop.signal)) {
        value = fold.add(value, item)
        setState({ value, error: undefined })
      }
    }
    async function follow(): Promise<void> {
      for (;;) {
        try {
          return await followOnce()
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
  }, [bridge, method, key, fold])
  return state
}
