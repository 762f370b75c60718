import { useEffect, useMemo } from "react"
import { nextFrame } from "./animation-frame.ts"
import { browserClock } from "./browser-clock.ts"
import { useClusterData } from "./cluster-data.tsx"
import { emptyLogState, LogFeed, type LogSource, type LogState } from "./log-feed.ts"
import { useSource } from "./use-source.ts"

/**
 * The logs of containers as one. `subject` names what they belong to: another one begins with an empty log. Sources may
 * come and go, as the pods of a workload do.
 */
export function useLogs(
  subject: string,
  sources: readonly LogSource[],
  previous: boolean,
): LogState & { readonly clear: () => void } {
  const { transport } = useClusterData()
  const feed = useMemo(() => {
    const deps = { transport, clock: browserClock, nextFrame }
    return { subject, feed: new LogFeed({ previous }, deps) }
  }, [transport, subject, previous]).feed
  const key = JSON.stringify(sources)
  useEffect(() => feed.follow(JSON.parse(key) as readonly LogSource[]), [feed, key]) // back from its own text
  const state = useSource(feed, emptyLogState)
  return useMemo(() => ({ ...state, clear: () => feed.clear() }), [state, feed])
}
