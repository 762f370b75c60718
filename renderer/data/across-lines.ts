import { BridgeError, bridgeErrorOf, lineLost } from "../../core/bridge/messages.ts"

export interface AcrossLines {
  /** Aborts when the screen is gone: then nothing more is told. */
  readonly signal: AbortSignal
  onFailure(error: BridgeError): void
}

/** Asks, and asks anew whenever the line to the host was lost meanwhile. Any other failure is told, once. */
export async function acrossLines(ask: () => Promise<void>, { signal, onFailure }: AcrossLines): Promise<void> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof BridgeError && error.id === lineLost) continue
      return onFailure(bridgeErrorOf(error))
    }
  }
}

/** An input back from the text that it is compared by. */
export function inputFrom<I>(text: string | undefined): I {
  return (text === undefined ? undefined : JSON.parse(text)) as I // the text was made from one
}
