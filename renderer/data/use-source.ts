import { useCallback, useSyncExternalStore } from "react"

/** Something that has a state, and tells when there is another. */
export interface Source<S> {
  readonly state: S
  subscribe(listener: () => void): () => void
}

/** The state of a source, for as long as the screen is there; `otherwise` while there is no source. */
export function useSource<S>(source: Source<S> | undefined, otherwise: S): S {
  const subscribe = useCallback((listener: () => void) => source?.subscribe(listener) ?? (() => {}), [source])
  return useSyncExternalStore(subscribe, () => source?.state ?? otherwise)
}
