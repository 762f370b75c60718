import { useContext } from "react"
import type { ForwardSummary } from "../../core/bridge/contract/forwards.ts"
import { ForwardsContext } from "./host-state.tsx"
import type { Streamed } from "./use-stream-fold.ts"

/** All port-forwards, of every cluster. */
export function useForwards(): Streamed<readonly ForwardSummary[]> {
  return useContext(ForwardsContext)
}
