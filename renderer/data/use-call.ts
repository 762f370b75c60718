import { useCallback, useEffect, useState } from "react"
import type { CallName, Input, Output } from "../../core/bridge/contract.ts"
import type { BridgeError } from "../../core/bridge/messages.ts"
import { acrossLines, inputFrom } from "./across-lines.ts"
import { useBridge } from "./bridge-context.ts"

export interface Called<T> {
  readonly value: T | undefined
  readonly error: BridgeError | undefined
  /** Asks anew; what was answered stays until then. */
  again(): void
}

/**
 * What a call answers, asked once when the screen appears and whenever `input` (compared by its JSON) changes. For
 * reading only: what changes something is called by an action, not by a screen that appears.
 */
export function useCall<K extends CallName>(method: K, input: Input<K>): Called<Output<K>> {
  const bridge = useBridge()
  const [turn, setTurn] = useState<object>({})
  const [state, setState] = useState<Omit<Called<Output<K>>, "again">>({ value: undefined, error: undefined })
  const key = JSON.stringify(input)
  useEffect(() => {
    const stop = new AbortController()
    async function ask(_turn: object): Promise<void> {
      const value = await bridge.call(method, inputFrom<Input<K>>(key), stop.signal)
      setState({ value, error: undefined })
    }
    const onFailure = (error: BridgeError) => setState(({ value }) => ({ value, error }))
    acrossLines(() => ask(turn), { signal: stop.signal, onFailure })
    return () => stop.abort(new Error("The screen is gone"))
  }, [bridge, method, key, turn])
  const again = useCallback(() => setTurn({}), [])
  return { ...state, again }
}
