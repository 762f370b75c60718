import { useEffect, useState } from "react"
import { browserClock } from "./browser-clock.ts"

/** The time, anew every so often, for ages that stand on the screen. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => browserClock.now())
  useEffect(() => {
    let timer = browserClock.after(everyMs, tick)
    function tick() {
      setNow(browserClock.now())
      timer = browserClock.after(everyMs, tick)
    }
    return () => timer.cancel()
  }, [everyMs])
  return now
}
