import { useContext } from "react"
import type { Operation } from "../../core/bridge/contract/operations.ts"
import { OperationsContext } from "./host-state.tsx"

const none: readonly Operation[] = []

/** Work under way and ended, newest first. */
export function useOperations(): readonly Operation[] {
  return useContext(OperationsContext) ?? none
}

export function useOperation(id: string | undefined): Operation | undefined {
  return useOperations().find((operation) => operation.id === id)
}

/** What is being done with a cluster right now. */
export function useRunningOperation(profile: string): Operation | undefined {
  return useOperations().find((operation) => operation.profile === profile && operation.state === "running")
}
