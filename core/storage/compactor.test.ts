import { expect, it } from "vitest"
import { silentLog } from "../base/log.ts"
import { FakeClock } from "../base/testing/fake-clock.ts"
import { runCompactor } from "./compactor.ts"
import { newMemoryStorage } from "./memory/memory-storage.ts"
import { CompactedError } from "./storage.ts"
import { bytes, revisionOf } from "./testing/storage-suite.ts"

it("keeps five minutes of history", async () => {
  const clock = new FakeClock()
  const storage = newMemoryStorage({ clock })
  const stop = new AbortController()
  const first = revisionOf(await storage.write({ type: "create", key: "/a", value: bytes("one") }))
  revisionOf(await storage.write({ type: "update", key: "/a", value: bytes("two"), modRevision: first }))
  const running = runCompactor({ storage, clock, log: silentLog, signal: stop.signal })

  await clock.advance(299_000)
  expect((await storage.get("/a", { revision: first })).entry?.modRevision).toBe(first)
  await clock.advance(1_000)
  await expect(storage.get("/a", { revision: first })).rejects.toThrow(CompactedError)

  stop.abort()
  await running
  expect(clock.pending).toBe(0)
})
