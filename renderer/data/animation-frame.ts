/** A hidden window draws nothing, and should still know what happened when it is looked at again. */
const hiddenMs = 1_000

/** Calls once before the next picture is drawn, or after a second in a window that draws none. */
export function nextFrame(run: () => void): () => void {
  const frame = requestAnimationFrame(() => once())
  const timer = setTimeout(() => once(), hiddenMs)
  function cancel() {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  function once() {
    cancel()
    run()
  }
  return cancel
}
