import type { Clock, Timer } from "../base/clock.ts"

/** The machine's time. Timers keep the process alive until they run or are cancelled. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after,
  sleep,
}

/** The longest delay a timer of the platform takes; a longer one would fire at once. */
const longestDelayMs = 2 ** 31 - 1

function after(delayMs: number, run: () => void): Timer {
  const timer = setTimeout(run, Math.min(Math.max(0, delayMs), longestDelayMs))
  return { cancel: () => clearTimeout(timer) }
}

function sleep(delayMs: number, { signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = () => {
      timer.cancel()
      reject(signal?.reason)
    }
    const timer = after(delayMs, () => {
      signal?.removeEventListener("abort", onAbort)
      resolve()
    })
    signal?.addEventListener("abort", onAbort, { once: true })
  })
}
