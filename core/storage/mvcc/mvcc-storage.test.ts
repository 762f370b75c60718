import { beforeEach, expect, it } from "vitest"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { MemoryLog } from "../memory/memory-log.ts"
import { revision } from "../revision.ts"
import { bytes, collect, text } from "../testing/storage-suite.ts"
import { MvccStorage } from "./mvcc-storage.ts"
import type { LogRecord } from "./revision-log.ts"

/** A log whose next append waits until the test lets it end, one way or the other. */
class HeldLog extends MemoryLog {
  readonly batches: (readonly LogRecord[])[] = []
  held: PromiseWithResolvers<void> | undefined

  hold(): PromiseWithResolvers<void> {
    this.held = Promise.withResolvers()
    return this.held
  }

  override async append(records: readonly LogRecord[]): Promise<void> {
    this.batches.push(records)
    const { held } = this
    this.held = undefined
    await held?.promise
    await super.append(records)
  }
}

let log: HeldLog
let storage: MvccStorage

beforeEach(() => {
  log = new HeldLog()
  storage = new MvccStorage({ revisions: log, clock: new FakeClock(), log: silentLog })
})

const create = (key: string, value = key) => storage.write({ type: "create", key, value: bytes(value) })

it("makes durable in one go what came while the batch before was on its way", async () => {
  const first = log.hold()
  const writes = [create("/a")]
  await Promise.resolve()
  await Promise.resolve()
  writes.push(create("/b"), create("/c"))
  first.resolve()
  await Promise.all(writes)
  expect(log.batches.map((batch) => batch.map((record) => record.key))).toEqual([["/a"], ["/b", "/c"]])
})

it("shows nobody what is not durable yet", async () => {
  const held = log.hold()
  const watch = collect(storage, { prefix: "/", after: revision(1) })
  const write = create("/a")
  await Promise.resolve()
  expect(await storage.currentRevision()).toBe(1)
  expect((await storage.get("/a")).entry).toBeUndefined()
  expect(watch.events).toEqual([])
  held.resolve()
  await write
  expect(watch.events).toHaveLength(1)
  await watch.end()
})

it("tells a loser of the race only when the winner is durable", async () => {
  const held = log.hold()
  const winner = create("/a", "winner")
  let answered = false
  const loser = create("/a", "loser").finally(() => {
    answered = true
  })
  await Promise.resolve()
  expect(answered).toBe(false)
  held.resolve()
  expect(await winner).toEqual({ ok: true, revision: 2 })
  const result = await loser
  expect(!result.ok && text(result.current?.value)).toBe("winner")
})

it("undoes a batch that could not be made durable, and all that was judged by it", async () => {
  const held = log.hold()
  const watch = collect(storage, { prefix: "/", after: revision(1) })
  const lost = [
    create("/a"),
    storage.write({ type: "update", key: "/a", value: bytes("two"), modRevision: revision(2) }),
  ]
  await Promise.resolve()
  await Promise.resolve()
  lost.push(create("/b"))
  held.reject(new Error("Disk is full"))
  const results = await Promise.allSettled(lost)
  expect(results.map((result) => result.status)).toEqual(["rejected", "rejected", "rejected"])
  expect(await storage.currentRevision()).toBe(1)

  expect(await create("/a", "again")).toEqual({ ok: true, revision: 5 })
  expect(watch.events.map((event) => event.revision)).toEqual([5])
  await watch.end()
})

it("lets the loser of a race have its turn when the winner could not be made durable", async () => {
  const held = log.hold()
  const winner = create("/a", "winner")
  const loser = create("/a", "loser")
  held.reject(new Error("Disk is full"))
  await expect(winner).rejects.toThrow("Cannot make the change durable")
  expect(await loser).toEqual({ ok: true, revision: 3 })
  expect(text((await storage.get("/a")).entry?.value)).toBe("loser")
})

it("finishes what is on its way before it closes", async () => {
  const held = log.hold()
  const write = create("/a")
  const closed = storage.close()
  held.resolve()
  expect(await write).toEqual({ ok: true, revision: 2 })
  await closed
})

it("ends watches when it closes, and refuses new ones", async () => {
  const { signal } = new AbortController()
  const watch = () => storage.watch({ prefix: "/", after: revision(1), signal }, () => {})
  const ended = expect(watch()).rejects.toThrow("Storage is closed")
  await storage.close()
  await ended
  await expect(watch()).rejects.toThrow("Storage is closed")
})
