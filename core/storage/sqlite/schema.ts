import { DatabaseSync } from "node:sqlite"

/**
 * `log` has every change by its revision: a put has its value, a deletion none. Which keys there are is an index in
 * memory (`mvcc/key-index.ts`), so that a write only ever appends. `state` is one row.
 */
const schema = `
  create table if not exists log (
    revision integer primary key,
    key text not null,
    created integer not null,
    expires integer,
    value blob
  );
  create table if not exists state (
    id integer primary key check (id = 1),
    format integer not null,
    compacted integer not null,
    revision integer not null
  );
  insert or ignore into state values (1, 1, 0, 1);
`

/** Raised when the tables change in a way that an older program must not touch. */
const format = 1

/** Opens the file, made ready for our tables. `synchronous = full`: a commit in the WAL is on the disk. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 })
  try {
    database.exec("pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full")
    database.exec(
      "pragma mmap_size = 268435456; pragma wal_autocheckpoint = 4000; pragma journal_size_limit = 67108864",
    )
    database.exec(schema)
    assertFormat(database, path)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Makes this process the only one that has the file, until it ends, however that may be: SQLite's lock on an empty
 * database beside it. Waits for another process that is just ending.
 */
export function lockDatabase(path: string, waitMs: number): DatabaseSync {
  const lock = new DatabaseSync(lockPath(path), { timeout: waitMs })
  try {
    lock.exec("pragma journal_mode = memory; begin exclusive")
    return lock
  } catch (error) {
    lock.close()
    throw new Error(`Cannot open "${path}": another process has it`, { cause: error })
  }
}

export function lockPath(path: string): string {
  return `${path}-lock`
}

function assertFormat(database: DatabaseSync, path: string): void {
  const found = database.prepare("select format from state").get()?.["format"]
  if (found !== format) throw new Error(`Cannot open "${path}": its format is ${found}, this program knows ${format}`)
}
