import type { Clock } from "../../base/clock.ts"
import { type Log, silentLog } from "../../base/log.ts"
import { MvccStorage } from "../mvcc/mvcc-storage.ts"
import type { Storage } from "../storage.ts"
import { MemoryLog } from "./memory-log.ts"

/** Storage that lasts as long as the process: for tests and for compositions that keep nothing. */
export function newMemoryStorage({ clock, log = silentLog }: { readonly clock: Clock; readonly log?: Log }): Storage {
  return new MvccStorage({ revisions: new MemoryLog(), clock, log })
}
