import type { Clock } from "../../base/clock.ts"
import { type Log, silentLog } from "../../base/log.ts"
import { ensurePrivateFile } from "../../host/private-file.ts"
import { MvccStorage } from "../mvcc/mvcc-storage.ts"
import type { Storage } from "../storage.ts"
import { lockPath } from "./schema.ts"
import { SqliteLog } from "./sqlite-log.ts"

export interface SqliteOptions {
  /** The file; made when it is not there. Its folder must be. */
  readonly path: string
  readonly clock: Clock
  readonly log?: Log
  /** The writer's thread. A bundle passes the place of its own copy of `writer-thread.ts`. */
  readonly workerUrl?: URL
  /** How long to wait for another process, one that is just ending, to let go of the file. */
  readonly waitMs?: number
  /** Called when the writer is lost: every later write fails, and the process had better start anew. */
  readonly onFailure?: (error: Error) => void
}

/** Storage in a SQLite file. Fails when another process has it. */
export async function openSqlite(options: SqliteOptions): Promise<Storage> {
  const { path, clock, log = silentLog, workerUrl = sourceWorkerUrl(), waitMs = 10_000 } = options
  const onFailure = options.onFailure ?? (() => {}) // each write tells it too
  await ensurePrivateFile(path) // it holds every Secret; SQLite gives its other files the same mode
  await ensurePrivateFile(lockPath(path))
  const revisions = await SqliteLog.open({ path, workerUrl, waitMs, onFailure })
  return new MvccStorage({ revisions, clock, log })
}

function sourceWorkerUrl(): URL {
  return new URL("./writer-thread.ts", import.meta.url)
}
