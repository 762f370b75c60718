import { useMemo, useSyncExternalStore } from "react"
import { formatRoute, parseRoute, type Route } from "./routes.ts"

/** Where one is, from the address. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return useMemo(() => parseRoute(hash), [hash])
}

export function navigate(route: Route): void {
  location.hash = formatRoute(route)
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener)
  return () => window.removeEventListener("hashchange", listener)
}
