import type { HostLine, Line, ScreensLine } from "../line.ts"

/** Both ends of a line in memory. What is sent arrives in a later microtask, as over any other line. */
export function newMemoryLine(): { readonly screens: ScreensLine; readonly host: HostLine; cut(): void } {
  const closers: (() => void)[] = []
  let open = true
  const cut = () => {
    if (!open) return
    open = false
    for (const close of closers) close()
  }
  const listeners: { screens?: (message: never) => void; host?: (message: never) => void } = {}
  function endOf<S, R>(own: "screens" | "host", other: "screens" | "host"): Line<S, R> {
    return {
      send: (message) =>
        queueMicrotask(() => {
          if (open) (listeners[other] as ((message: S) => void) | undefined)?.(message)
        }),
      onMessage: (listener) => {
        listeners[own] = listener as (message: never) => void
      },
      onClose: (listener) => closers.push(listener),
      close: cut,
    }
  }
  return { screens: endOf("screens", "host"), host: endOf("host", "screens"), cut }
}
