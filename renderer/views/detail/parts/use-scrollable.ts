import { useCallback, useState } from "react"
import { scrollable } from "./scrollable.ts"

/** Makes an element focusable while it is too narrow for what is in it. */
export function useScrollable(): { readonly ref: (element: HTMLElement | null) => (() => void) | undefined } {
  const [overflows, setOverflows] = useState(false)
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setOverflows(element.scrollWidth > element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, ...(overflows ? scrollable : {}) }
}
