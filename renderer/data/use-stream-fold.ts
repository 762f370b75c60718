import { useEffect, useState } from "react"
import type { Input, Output, StreamName } from "../../core/bridge/contract.ts"
import type { BridgeError } from "../../core/bridge/messages.ts"
import { acrossLines, inputFrom } from "./across-lines.ts"
import { useBridge } from "./bridge-context.ts"

/** What a stream came to. `value` stays what it was while a lost host is looked for. */
export interface Streamed<T> {
  readonly value: T | undefined
  readonly error: BridgeError | undefined
}

/** How items of a stream become one value. Both are read anew for each item, so they may be plain functions. */
export interface Fold<T, V> {
  readonly start: V
  add(value: V, item: T): V
}

/**
 * All items of a stream of the host's, gathered, for as long as the screen is there. A line that was lost is no error: the
 * stream begins anew, and so does the value, which stays on the screen until then. `input` is compared by its JSON. Hand
 * in a fold that stays the same from render to render.
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
    async function follow(): Promise<void> {
      let value = fold.start
      for await (const item of bridge.stream(method, inputFrom<Input<K>>(key), stop.signal)) {
        value = fold.add(value, item)
        setState({ value, error: undefined })
      }
    }
    const onFailure = (error: BridgeError) => setState(({ value }) => ({ value, error }))
    acrossLines(follow, { signal: stop.signal, onFailure })
    return () => stop.abort(new Error("The screen is gone"))
  }, [bridge, method, key, fold])
  return state
}
