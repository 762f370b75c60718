import type { About, Settings } from "../../core/bridge/contract/desktop.ts"
import { useHostState } from "./host-state.tsx"
import type { Streamed } from "./use-stream.ts"

export function useSettings(): Streamed<Settings> {
  return useHostState().settings
}

/** The app itself; undefined until it is known. */
export function useAbout(): About | undefined {
  return useHostState().about.value
}
