import { createContext, type ReactNode, useContext } from "react"
import type { ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import type { About, Settings } from "../../core/bridge/contract/desktop.ts"
import type { ForwardSummary } from "../../core/bridge/contract/forwards.ts"
import type { Operation } from "../../core/bridge/contract/operations.ts"
import type { TerminalSummary } from "../../core/bridge/contract/terminals.ts"
import { type Called, useCall } from "./use-call.ts"
import { type Streamed, useStream } from "./use-stream.ts"

/** What many screens need of the host at once: followed once, here. The hooks beside this file read it. */
export interface HostState {
  readonly clusters: Streamed<readonly ClusterSummary[]>
  readonly operations: Streamed<readonly Operation[]>
  readonly settings: Streamed<Settings>
  readonly terminals: Streamed<readonly TerminalSummary[]>
  readonly forwards: Streamed<readonly ForwardSummary[]>
  readonly about: Called<About>
}

const HostStateContext = createContext<HostState | undefined>(undefined)

/** Stands once around everything, inside of the bridge. */
export function HostStateProvider({ children }: { readonly children: ReactNode }) {
  const state: HostState = {
    clusters: useStream("clusters.watch", undefined),
    operations: useStream("operations.watch", undefined),
    settings: useStream("settings.watch", undefined),
    terminals: useStream("terminals.watch", undefined),
    forwards: useStream("forwards.watch", undefined),
    about: useCall("desktop.about", undefined),
  }
  return <HostStateContext value={state}>{children}</HostStateContext>
}

export function useHostState(): HostState {
  const state = useContext(HostStateContext)
  if (state === undefined) throw new Error("There is no HostStateProvider around this screen")
  return state
}
