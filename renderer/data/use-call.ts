import { useCallback, useEffect, useState } from "react"
import type { CallName, Input, Output } from "../../core/bridge/contract.ts"
import { BridgeError, lineLost } from "../../core/bridge/messages.ts"
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
      for (;;) {
        try {
          const given = (key === undefined ? undefined : JSON.parse(key)) as Input<K> // what was given, back from its text
          const value = await bridge.call(method, given, stop.signal)
          setState({ value, error: undefined })
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
    ask(turn).catch(() => {}) // it tells of its own failure
    return () => stop.abort(new Error("The screen is gone"))
  }, [bridge, method, key, turn])
  const again = useCallback(() => setTurn({}), [])
  return { ...state, again }
}
