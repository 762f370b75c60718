import type { MetricsSample } from "../../core/bridge/contract/api.ts"
import { withSamples } from "./usage.ts"
import type { Streamed } from "./use-stream-fold.ts"
import { type Fold, useStreamFold } from "./use-stream-fold.ts"

/** What nodes and pods of a cluster used in the last hour, and go on to use while somebody looks. */
export function useMetrics(profile: string): Streamed<readonly MetricsSample[]> {
  return useStreamFold("metrics.watch", { profile }, gathered)
}

const gathered: Fold<readonly MetricsSample[], readonly MetricsSample[]> = { start: [], add: withSamples }
