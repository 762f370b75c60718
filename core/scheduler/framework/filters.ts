import type { Filter } from "./plugin.ts"

/** Says no with the first that does. */
export function allOf(filters: readonly Filter[]): Filter {
  return (node) => {
    for (const filter of filters) {
      const rejection = filter(node)
      if (rejection !== undefined) return rejection
    }
    return undefined
  }
}
