import type { AuditRecord } from "../../core/bridge/contract/api.ts"
import type { Streamed } from "./use-stream-fold.ts"
import { type Fold, useStreamFold } from "./use-stream-fold.ts"

/** What was asked of a cluster's API server: the last of its audit log, in the order of time, and what comes. */
export function useAudit(profile: string): Streamed<readonly AuditRecord[]> {
  return useStreamFold("audit.watch", { profile }, gathered)
}

const recordsMax = 3_000

/** Records come in the order in which they ended; long ones began before others. */
const gathered: Fold<readonly AuditRecord[], readonly AuditRecord[]> = {
  start: [],
  add: (known, added) => [...known, ...added].toSorted((a, b) => a.atMs - b.atMs).slice(-recordsMax),
}
