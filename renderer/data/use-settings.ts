import { useContext } from "react"
import type { About, Settings } from "../../core/bridge/contract/desktop.ts"
import { AboutContext, SettingsContext } from "./host-state.tsx"
import type { Streamed } from "./use-stream-fold.ts"

export function useSettings(): Streamed<Settings> {
  return useContext(SettingsContext)
}

/** The app itself; undefined until it is known. */
export function useAbout(): About | undefined {
  return useContext(AboutContext)
}
