import { createContext, useContext } from "react"
import type { Bridge } from "../../core/bridge/screens.ts"

export const BridgeContext = createContext<Bridge | undefined>(undefined)

/** The bridge to the host. Screens ask through the hooks beside this file; actions ask it directly. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext)
  if (bridge === undefined) throw new Error("There is no bridge around this screen")
  return bridge
}
