import { useState } from "react"
import type { Bridge } from "../../core/bridge/screens.ts"
import { BridgeContext } from "../data/bridge-context.ts"
import { HostStateProvider } from "../data/host-state.tsx"
import { ToastProvider } from "../design/toast.tsx"
import { TooltipProvider } from "../design/tooltip.tsx"
import { ClusterDialogsProvider } from "../views/clusters/cluster-dialogs.tsx"
import { ActionRegistry, ActionsContext } from "./actions.ts"
import { Frame } from "./frame.tsx"
import { TerminalsProvider } from "./terminal-context.tsx"

/** All screens, over a bridge. What stands around them here is there for each of them. */
export function App({ bridge }: { readonly bridge: Bridge }) {
  const [actions] = useState(() => new ActionRegistry())
  return (
    <BridgeContext value={bridge}>
      <ActionsContext value={actions}>
        <HostStateProvider>
          <TooltipProvider>
            <ToastProvider>
              <TerminalsProvider>
                <ClusterDialogsProvider>
                  <Frame registry={actions} />
                </ClusterDialogsProvider>
              </TerminalsProvider>
            </ToastProvider>
          </TooltipProvider>
        </HostStateProvider>
      </ActionsContext>
    </BridgeContext>
  )
}
