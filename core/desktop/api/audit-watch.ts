import type { Writable } from "node:stream"
import type { Clock } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import type { AuditRecord } from "../../bridge/contract/api.ts"
import { Backoff } from "../../client/backoff.ts"
import type { ClusterDeps } from "../../cluster/deps.ts"
import { existingCluster } from "../../cluster/existing-cluster.ts"
import { controlPlaneOf } from "../../cluster/profile/profile.ts"
import { parseAuditLine } from "./audit-records.ts"
import { newLineBatches } from "./line-batches.ts"

export interface AuditDeps {
  readonly clock: Clock
  readonly random: Random
  /** Writes the log's last lines, then more as they come. Ends or fails when the log can no longer be read. */
  readLog(stdout: Writable, signal: AbortSignal): Promise<void>
}

const logFile = "/var/log/kubernetes/audit/audit.log"
const firstLines = 500
/** A file that is not there says nothing: after so long the first answer is that there is nothing. */
const firstWithinMs = 700
/** Records whose ids are remembered, so that none is told twice when reading begins anew. */
const rememberedMax = 2_000

/** Reads the audit log where it is written: on the control plane's node. */
export function auditLogOf(cluster: ClusterDeps, name: string): AuditDeps["readLog"] {
  return async (stdout, signal) => {
    const { profile, driver } = await existingCluster(cluster, name)
    const command = ["tail", "-n", `${firstLines}`, "-F", logFile]
    await driver.exec(controlPlaneOf(profile).name, command, { stdout }, signal)
  }
}

/** The API server's audit log, as its node has it: the last records, then more as they come, until the signal aborts. */
export async function* watchAudit(deps: AuditDeps, signal: AbortSignal): AsyncGenerator<readonly AuditRecord[]> {
  const backoff = new Backoff({ clock: deps.clock, random: deps.random, firstMs: 1_000, maxMs: 10_000 })
  const told = new Set<string>()
  let isFirst = true
  while (!signal.aborted) {
    for await (const lines of followLog(deps, signal)) {
      if (lines.length > 0) backoff.reset()
      const records = lines.flatMap((line) => newRecord(line, told))
      if (records.length > 0 || isFirst) yield records
      isFirst = false
    }
    await backoff.wait(signal).catch(() => {}) // the loop sees that it was stopped
  }
}

/** Batches of lines; a first one that is empty when the file says nothing. Ends when the reading does, for any reason. */
async function* followLog(deps: AuditDeps, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const batches = newLineBatches()
  const reading = deps
    .readLog(batches.input, either)
    .catch(() => {}) // no such cluster, or it does not run: its state is told elsewhere, and it may come back
    .finally(() => batches.input.destroy())
  try {
    let next = batches.next()
    const early = deps.clock.sleep(firstWithinMs, { signal: either }).catch(() => {})
    const first = await Promise.race([next, early.then(() => [])])
    if (first !== undefined && first.length > 0) next = batches.next()
    yield first ?? []
    for (let lines = await next; lines !== undefined && !signal.aborted; lines = await batches.next()) yield lines
  } finally {
    stop.abort(new Error("Nobody reads on"))
    await reading
  }
}

function newRecord(line: string, told: Set<string>): readonly AuditRecord[] {
  const record = parseAuditLine(line)
  if (record === undefined || told.has(record.id)) return []
  told.add(record.id)
  for (const oldest of told) {
    if (told.size <= rememberedMax) break
    told.delete(oldest)
  }
  return [record]
}
