import type { DatabaseSync } from "node:sqlite"
import { unreachable } from "../../base/assert.ts"
import type { WriterAnswer, WriterRequest } from "./messages.ts"
import { unpackRows } from "./pack.ts"

/** The one who writes to the file: a transaction for each request, answered when it is on the disk. */
export class Writer {
  readonly #database: DatabaseSync
  readonly #insert
  readonly #drop
  readonly #setState

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#insert = database.prepare("insert into log (revision, key, created, expires, value) values (?, ?, ?, ?, ?)")
    this.#drop = database.prepare("delete from log where revision = ?")
    this.#setState = database.prepare("update state set compacted = ?, revision = ?")
  }

  handle(request: WriterRequest): WriterAnswer {
    try {
      this.#execute(request)
      return { type: "done" }
    } catch (error) {
      return { type: "failed", message: error instanceof Error ? error.message : String(error) }
    }
  }

  #execute(request: WriterRequest) {
    switch (request.type) {
      case "append":
        return this.#transact(() => {
          for (const row of unpackRows(request.batch)) {
            this.#insert.run(row.revision, row.key, row.created, row.expires, row.value)
          }
        })
      case "forget":
        return this.#transact(() => {
          for (const revision of request.revisions) this.#drop.run(revision)
          this.#setState.run(request.compacted, request.revision)
        })
      case "close":
        return this.#database.close()
      default:
        return unreachable(request)
    }
  }

  #transact(run: () => void): void {
    this.#database.exec("begin immediate")
    try {
      run()
      this.#database.exec("commit")
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("rollback")
      throw error
    }
  }
}
