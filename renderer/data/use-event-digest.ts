import { useMemo } from "react"
import { events } from "../../core/apis/resources.gen.ts"
import { browserClock } from "./browser-clock.ts"
import { useClusterData } from "./cluster-data.tsx"
import { DigestSource, type DigestState } from "./events/digest-source.ts"
import { EventDigest } from "./events/event-digest.ts"
import { useSource } from "./use-source.ts"

/** What events tell, put together; only warnings where what goes well is too much to read. */
export function useEventDigest({ onlyWarnings }: { readonly onlyWarnings: boolean }): DigestState {
  const data = useClusterData()
  const source = useMemo(
    () => new DigestSource(data.objects(events, onlyWarnings ? { fieldSelector: "type=Warning" } : {}), browserClock),
    [data, onlyWarnings],
  )
  const nothing = useMemo(() => ({ digest: new EventDigest(), synced: false, error: undefined }), [])
  return useSource(source, nothing)
}
