import type { Clock } from "../../core/base/clock.ts"

/** The browser's time. */
export const browserClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
  sleep: (delayMs, { signal } = {}) =>
    new Promise((resolve, reject) => {
      const onAbort = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort)
        resolve()
      }, delayMs)
      if (signal?.aborted === true) onAbort()
      else signal?.addEventListener("abort", onAbort, { once: true })
    }),
}
