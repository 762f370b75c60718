import { type ReactNode, useState } from "react"
import type { Bridge } from "../../core/bridge/screens.ts"
import { BridgeContext } from "../data/bridge-context.ts"
import { HostStateProvider } from "../data/host-state.tsx"
import { useRefused } from "../data/use-connected.ts"
import { ToastProvider } from "../design/toast.tsx"
import { TooltipProvider } from "../design/tooltip.tsx"
import { ClusterDialogsProvider } from "../views/clusters/cluster-dialogs.tsx"
import { ActionRegistry, ActionsContext } from "./actions.ts"
import { Frame } from "./frame.tsx"
import { RefusedScreen } from "./refused-screen.tsx"
import { TerminalsProvider } from "./terminal-context.tsx"

/** All screens, over a bridge. What stands around them here is there for each of them. */
export function App({ bridge }: { readonly bridge: Bridge }) {
  const [actions] = useState(() => new ActionRegistry())
  return (
    <BridgeContext value={bridge}>
      <ActionsContext value={actions}>
        <TooltipProvider>
          <Admission>
            <HostStateProvider>
              <ToastProvider>
                <TerminalsProvider>
                  <ClusterDialogsProvider>
                    <Frame registry={actions} />
                  </ClusterDialogsProvider>
                </TerminalsProvider>
              </ToastProvider>
            </HostStateProvider>
          </Admission>
        </TooltipProvider>
      </ActionsContext>
    </BridgeContext>
  )
}

/** Shows the screens to whom the host lets in. */
function Admission({ children }: { readonly children: ReactNode }) {
  return useRefused() ? <RefusedScreen /> : children
}
