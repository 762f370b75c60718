import { useContext } from "react"
import type { TerminalSummary } from "../../core/bridge/contract/terminals.ts"
import { BridgeError, lineLost } from "../../core/bridge/messages.ts"
import type { Bridge } from "../../core/bridge/screens.ts"
import { TerminalsWatchContext } from "./host-state.tsx"

/** All terminals that are open in the host, of every cluster; undefined until they are known. */
export function useTerminals(): readonly TerminalSummary[] | undefined {
  return useContext(TerminalsWatchContext)
}

/** Where a terminal's output goes. */
export interface TerminalScreen {
  /** What comes next is told from the beginning. */
  reset(): void
  /** Resolves when it is shown: what would come faster waits in the host, and the program with it. */
  write(text: string): Promise<void>
}

/** Shows what a terminal says until it ends; goes on by itself when a lost host is back. */
export async function followTerminal(bridge: Bridge, id: string, screen: TerminalScreen, signal: AbortSignal) {
  for (;;) {
    let isFirst = true
    try {
      for await (const text of bridge.stream("terminals.output", { id }, signal)) {
        if (isFirst) screen.reset() // not before: what was said last stays while the host is looked for
        isFirst = false
        await screen.write(text)
      }
      return
    } catch (error) {
      if (signal.aborted || !(error instanceof BridgeError) || error.id !== lineLost) return
    }
  }
}

/** A call takes this much; longer pastes go in parts. */
const writeMax = 256 * 1024

/** Hands to a terminal what was typed or pasted, in order. What a terminal that is gone was told is lost. */
export async function writeTerminal(bridge: Bridge, id: string, text: string): Promise<void> {
  for (let start = 0; start < text.length; start += writeMax)
    await bridge.call("terminals.write", { id, data: text.slice(start, start + writeMax) })
}
