import { createContext } from "react"
import type { Bridge } from "../../core/bridge/screens.ts"
import { useProvided } from "./use-provided.ts"

export const BridgeContext = createContext<Bridge | undefined>(undefined)

/** The bridge to the host. Screens ask through the hooks beside this file; actions ask it directly. */
export function useBridge(): Bridge {
  return useProvided(BridgeContext, "bridge")
}
