import { createContext, useContext, useEffect } from "react"

/** Something a person can do here and now: in the palette, by its shortcut, in menus. */
export interface Action {
  /** "cluster.stop:web": names it once. */
  readonly id: string
  readonly title: string
  /** The heading it stands under in the palette. */
  readonly section: string
  /** "mod+k", "g c" (one after the other), "shift+?". */
  readonly shortcut?: string | undefined
  readonly keywords?: readonly string[] | undefined
  /** The same on the command line, to copy. */
  readonly command?: string | undefined
  readonly disabled?: boolean | undefined
  run(): void
}

/** Holds the actions of everything on the screen. */
export class ActionRegistry {
  readonly #groups = new Map<symbol, readonly Action[]>()
  readonly #listeners = new Set<() => void>()
  #all: readonly Action[] = []

  /** What was there last for each id. */
  get all(): readonly Action[] {
    return this.#all
  }

  add(actions: readonly Action[]): () => void {
    const key = Symbol("actions")
    this.#groups.set(key, actions)
    this.#changed()
    return () => {
      this.#groups.delete(key)
      this.#changed()
    }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #changed(): void {
    this.#all = [...new Map([...this.#groups.values()].flat().map((action) => [action.id, action])).values()]
    for (const listener of this.#listeners) listener()
  }
}

export const ActionsContext = createContext<ActionRegistry | undefined>(undefined)

/** Offers actions while the screen is there. Hand in a memoized list. */
export function useActions(actions: readonly Action[]): void {
  const registry = useContext(ActionsContext)
  useEffect(() => registry?.add(actions), [registry, actions])
}
