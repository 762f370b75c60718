/** A pod is to end, or the kubelet stops: what was being done for it is not wanted any more. */
export class Interrupted extends Error {
  override readonly name = "Interrupted"

  constructor() {
    super("Pod is to end")
  }
}

/** The work's result, or the signal's reason when that aborts first: what is under way may go on, nobody waits for it. */
export async function orInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined)
  signal.throwIfAborted()
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener("abort", stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener("abort", stop)
  }
}
