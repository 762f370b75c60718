import { useEffect, useState } from "react"
import type { Reachability } from "../../core/bridge/contract/api.ts"
import { isRefused } from "./bridge-connection.ts"
import { useBridge } from "./bridge-context.ts"
import { browserClock } from "./browser-clock.ts"
import { useStream } from "./use-stream.ts"

/** A host that is back sooner was never missed. */
const patienceMs = 700

/** Whether the host is there, as far as a person should know. */
export function useConnected(): boolean {
  const bridge = useBridge()
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    let timer = browserClock.after(patienceMs, () => {})
    const end = bridge.onConnected((now) => {
      timer.cancel()
      if (now) setConnected(true)
      else timer = browserClock.after(patienceMs, () => setConnected(false))
    })
    return () => {
      timer.cancel()
      end()
    }
  }, [bridge])
  return connected
}

const lookAgainMs = 3_000

/** Whether the host is there and does not let this page in, as when the page was opened without its whole address. */
export function useRefused(): boolean {
  const connected = useConnected()
  const [refused, setRefused] = useState(false)
  useEffect(() => {
    if (connected) return
    const stop = new AbortController()
    async function look(): Promise<void> {
      while (!stop.signal.aborted) {
        setRefused(await isRefused(stop.signal))
        await browserClock.sleep(lookAgainMs, { signal: stop.signal })
      }
    }
    look().catch(() => {}) // it goes on until it is stopped
    return () => stop.abort(new Error("The host is back"))
  }, [connected])
  return refused && !connected
}

/** Whether a cluster's API server answers; undefined until somebody looked. */
export function useReachability(profile: string): Reachability | undefined {
  return useStream("api.reachable", { profile }).value
}
