import { useEffect, useSyncExternalStore } from "react"
import { useSettings } from "../data/use-settings.ts"

export type Theme = "light" | "dark"

/** The theme that is shown: the chosen one, or the system's, also when that changes. */
export function useTheme(): Theme {
  const chosen = useSettings().value?.theme ?? "system"
  const dark = useSyncExternalStore(subscribe, systemIsDark)
  if (chosen !== "system") return chosen
  return dark ? "dark" : "light"
}

/** Keeps the document in the theme. */
export function useAppliedTheme(): void {
  const theme = useTheme()
  useEffect(() => applyTheme(theme), [theme])
}

/** Shows the system's theme, until the settings are known. */
export function applySystemTheme(): void {
  applyTheme(systemIsDark() ? "dark" : "light")
}

function applyTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme
}

function systemIsDark(): boolean {
  return matchMedia("(prefers-color-scheme: dark)").matches
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)")
  query.addEventListener("change", listener)
  return () => query.removeEventListener("change", listener)
}
