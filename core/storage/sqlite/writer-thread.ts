import { parentPort, workerData } from "node:worker_threads"
import { assert } from "../../base/assert.ts"
import type { WriterAnswer, WriterData, WriterRequest } from "./messages.ts"
import { lockDatabase, openDatabase } from "./schema.ts"
import { Writer } from "./writer.ts"

// The entry of the writer's thread: started by `writer-client.ts`, never imported. A bundle names it as an entry of its own.
const port = parentPort
assert(port !== null, "The SQLite writer runs in a worker thread")
const { path, waitMs } = workerData as WriterData // given by writer-client.ts
const lock = lockDatabase(path, waitMs)
const writer = new Writer(openDatabase(path))
const answer = (message: WriterAnswer) => port.postMessage(message)

port.on("message", (request: WriterRequest) => {
  answer(writer.handle(request))
  if (request.type !== "close") return
  lock.close()
  port.close()
})
answer({ type: "ready" })
