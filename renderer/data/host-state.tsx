import { createContext, type ReactNode } from "react"
import type { ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import type { About, Settings } from "../../core/bridge/contract/desktop.ts"
import type { ForwardSummary } from "../../core/bridge/contract/forwards.ts"
import type { Operation } from "../../core/bridge/contract/operations.ts"
import type { TerminalSummary } from "../../core/bridge/contract/terminals.ts"
import { useCall } from "./use-call.ts"
import { useStream } from "./use-stream.ts"
import type { Streamed } from "./use-stream-fold.ts"

/**
 * What many screens need of the host at once is followed once, here; the hooks beside this file read it. Each has a
 * context of its own, so that who looks at clusters is not drawn anew for every step of an operation.
 */
export const ClustersContext = createContext<Streamed<readonly ClusterSummary[]>>({
  value: undefined,
  error: undefined,
})
export const OperationsContext = createContext<readonly Operation[] | undefined>(undefined)
export const SettingsContext = createContext<Streamed<Settings>>({ value: undefined, error: undefined })
export const TerminalsWatchContext = createContext<readonly TerminalSummary[] | undefined>(undefined)
export const ForwardsContext = createContext<Streamed<readonly ForwardSummary[]>>({
  value: undefined,
  error: undefined,
})
export const AboutContext = createContext<About | undefined>(undefined)

/** Stands once around everything, inside of the bridge. */
export function HostStateProvider({ children }: { readonly children: ReactNode }) {
  return (
    <ClustersContext value={useStream("clusters.watch", undefined)}>
      <OperationsContext value={useStream("operations.watch", undefined).value}>
        <SettingsContext value={useStream("settings.watch", undefined)}>
          <TerminalsWatchContext value={useStream("terminals.watch", undefined).value}>
            <ForwardsContext value={useStream("forwards.watch", undefined)}>
              <AboutContext value={useCall("desktop.about", undefined).value}>{children}</AboutContext>
            </ForwardsContext>
          </TerminalsWatchContext>
        </SettingsContext>
      </OperationsContext>
    </ClustersContext>
  )
}
