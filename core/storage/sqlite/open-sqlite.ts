import type { Clock } from "../../base/clock.ts"
import { type Log, silentLog } from "../../base/log.ts"
import { ensurePrivateFile } from "../../host/private-file.ts"
import { MvccStorage } from "../mvcc/mvcc-storage.ts"
import type { Storage } from "../storage.ts"
import { SqliteLog } from "./sqlite-log.ts"

export interface SqliteOptions {
  /** The file; made when it is not there. Its folder must be. */
  readonly path: string
  readonly clock: Clock
  readonly log?: Log
  /** The writer's thread. A bundle passes the place of its own copy of `writer-thread.ts`. */
  readonly workerUrl?: URL
}

/** Storage in a SQLite file, for one process at a time. */
export async function openSqlite({ path, clock, log = silentLog, workerUrl }: SqliteOptions): Promise<Storage> {
  await ensurePrivateFile(path) // it holds every Secret; SQLite gives its other files the same mode
  const revisions = await SqliteLog.open({ path, workerUrl: workerUrl ?? sourceWorkerUrl() })
  return new MvccStorage({ revisions, clock, log })
}

function sourceWorkerUrl(): URL {
  return new URL("./writer-thread.ts", import.meta.url)
}
