import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { type Revision, revision } from "../revision.ts"
import {
  type Change,
  CompactedError,
  FutureRevisionError,
  type Storage,
  type StorageEvent,
  type WriteResult,
} from "../storage.ts"

/** Opens the backend under test, empty the first time within a test; `reopen` sees what was written before. */
export interface Backend {
  open(clock: FakeClock): Promise<Storage>
  /** Left out by a backend that keeps nothing. */
  reopen?(clock: FakeClock): Promise<Storage>
  dispose(): Promise<void>
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
export const bytes = (text: string): Uint8Array => encoder.encode(text)
export const text = (value: Uint8Array | undefined): string | undefined => value && decoder.decode(value)

export function revisionOf(result: WriteResult): Revision {
  if (!result.ok) throw new Error(`Write met a conflict with revision ${result.current?.modRevision}`)
  return result.revision
}

/** Collects what a watch says; `until` resolves when so many events are there. */
export function collect(storage: Storage, options: { readonly prefix: string; readonly after: Revision }) {
  const stop = new AbortController()
  const events: StorageEvent[] = []
  const progress: number[] = []
  let wake = () => {}
  const done = storage.watch({ ...options, signal: stop.signal, onProgress: (at) => progress.push(at) }, (batch) => {
    events.push(...batch)
    wake()
  })
  async function until(count: number): Promise<readonly string[]> {
    while (events.length < count) {
      await Promise.race([new Promise<void>((resolve) => (wake = resolve)), done])
    }
    return events.map(describeEvent)
  }
  function end(): Promise<void> {
    stop.abort()
    return done
  }
  return { events, until, progress, done, end }
}

/** `put /a@2=one`, `delete /a@3`. */
function describeEvent(event: StorageEvent): string {
  return event.type === "put"
    ? `put ${event.key}@${event.revision}=${text(event.value)}`
    : `delete ${event.key}@${event.revision}`
}

/** What every backend promises. */
export function describeStorage(name: string, newBackend: () => Promise<Backend>): void {
  describe(name, () => {
    let backend: Backend
    let storage: Storage
    let clock: FakeClock

    beforeEach(async () => {
      backend = await newBackend()
      clock = new FakeClock()
      storage = await backend.open(clock)
    })
    afterEach(async () => {
      await storage.close().catch(() => {})
      await backend.dispose()
    })

    const create = async (key: string, value: string, ttlSeconds?: number) =>
      revisionOf(
        await storage.write({ type: "create", key, value: bytes(value), ...(ttlSeconds ? { ttlSeconds } : {}) }),
      )
    const update = async (key: string, value: string, modRevision: Revision) =>
      revisionOf(await storage.write({ type: "update", key, value: bytes(value), modRevision }))
    const remove = async (key: string, modRevision: Revision) =>
      revisionOf(await storage.write({ type: "delete", key, modRevision }))
    const listKeys = async (prefix: string, at?: Revision) =>
      (await storage.list({ prefix, ...(at ? { revision: at } : {}) })).entries.map((entry) => entry.key)

    it("gives every change the next revision, whatever the key", async () => {
      const first = await create("/a", "one")
      expect(await create("/b", "two")).toBe(first + 1)
      expect(await update("/a", "three", first)).toBe(first + 2)
      expect(await remove("/b", revision(first + 1))).toBe(first + 3)
      expect(await storage.currentRevision()).toBe(first + 3)
    })

    it("reads back what was written, with when it was made and last changed", async () => {
      const created = await create("/a", "one")
      const changed = await update("/a", "two", created)
      const { entry, revision: at } = await storage.get("/a")
      expect({ ...entry, value: text(entry?.value) }).toEqual({
        key: "/a",
        value: "two",
        createRevision: created,
        modRevision: changed,
      })
      expect(at).toBe(changed)
    })

    it("keeps a value of no bytes, and bytes that are no text", async () => {
      await storage.write({ type: "create", key: "/empty", value: new Uint8Array() })
      await storage.write({ type: "create", key: "/binary", value: Uint8Array.of(0, 255, 128, 0) })
      expect((await storage.get("/empty")).entry?.value).toHaveLength(0)
      expect([...((await storage.get("/binary")).entry?.value ?? [])]).toEqual([0, 255, 128, 0])
    })

    it("answers a create of what is there with what is there", async () => {
      const made = await create("/a", "one")
      const result = await storage.write({ type: "create", key: "/a", value: bytes("two") })
      expect(result.ok).toBe(false)
      expect(!result.ok && { rev: result.current?.modRevision, value: text(result.current?.value) }).toEqual({
        rev: made,
        value: "one",
      })
    })

    const stale: readonly ((modRevision: Revision) => Change)[] = [
      (modRevision) => ({ type: "update", key: "/a", value: bytes("x"), modRevision }),
      (modRevision) => ({ type: "delete", key: "/a", modRevision }),
    ]
    for (const [at, change] of stale.entries()) {
      it(`refuses ${at === 0 ? "an update" : "a delete"} that saw an older state`, async () => {
        const old = await create("/a", "one")
        const current = await update("/a", "two", old)
        const result = await storage.write(change(old))
        expect(!result.ok && result.current?.modRevision).toBe(current)
        expect(await storage.currentRevision()).toBe(current)
      })
      it(`refuses ${at === 0 ? "an update" : "a delete"} of what is not there`, async () => {
        expect(await storage.write(change(revision(1)))).toEqual({ ok: false, current: undefined })
      })
    }

    it("lets exactly one of many racing creates win", async () => {
      const values = Array.from({ length: 20 }, (_, i) => `writer ${i}`)
      const results = await Promise.all(
        values.map((value) => storage.write({ type: "create", key: "/a", value: bytes(value) })),
      )
      expect(results.map((result) => result.ok)).toEqual(values.map((_, i) => i === 0))
      expect(results.slice(1).every((result) => !result.ok && text(result.current?.value) === "writer 0")).toBe(true)
    })

    it("judges a change by those called before it, though none has been answered", async () => {
      const next = revision((await storage.currentRevision()) + 1)
      const results = await Promise.all([
        storage.write({ type: "create", key: "/a", value: bytes("one") }),
        storage.write({ type: "update", key: "/a", value: bytes("two"), modRevision: next }),
        storage.write({ type: "delete", key: "/a", modRevision: revision(next + 1) }),
        storage.write({ type: "create", key: "/a", value: bytes("three") }),
      ])
      expect(results.map((result) => result.ok && result.revision - next)).toEqual([0, 1, 2, 3])
    })

    it("gives revisions in the order of the calls", async () => {
      const keys = Array.from({ length: 200 }, (_, i) => `/k${i}`)
      const revisions = await Promise.all(keys.map((key) => create(key, "x")))
      expect(revisions).toEqual(revisions.map((_, i) => (revisions[0] ?? 0) + i))
    })

    it("lists a prefix in key order, in pages, as of one revision", async () => {
      for (const key of ["/p/c", "/p/a", "/q/z", "/p/b", "/o"]) await create(key, key)
      const page = await storage.list({ prefix: "/p/", limit: 2 })
      expect(page.entries.map((entry) => entry.key)).toEqual(["/p/a", "/p/b"])
      expect(page.remaining).toBe(1)

      await create("/p/d", "later")
      await remove("/p/c", (await storage.get("/p/c")).entry?.modRevision ?? revision(0))
      const rest = await storage.list({ prefix: "/p/", from: "/p/b\0", revision: page.revision })
      expect(rest).toMatchObject({ revision: page.revision, remaining: 0 })
      expect(rest.entries.map((entry) => `${entry.key}=${text(entry.value)}`)).toEqual(["/p/c=/p/c"])
      expect(await listKeys("/p/")).toEqual(["/p/a", "/p/b", "/p/d"])
    })

    it("reads the past until it is compacted", async () => {
      const first = await create("/a", "one")
      const second = await update("/a", "two", first)
      const gone = await remove("/a", second)
      const other = await create("/b", "other")
      expect(text((await storage.get("/a", { revision: first })).entry?.value)).toBe("one")
      expect(await listKeys("/", gone)).toEqual([])

      await storage.compact(second)
      expect(text((await storage.get("/a", { revision: second })).entry?.value)).toBe("two")
      await expect(storage.get("/a", { revision: first })).rejects.toThrow(CompactedError)
      await expect(storage.list({ prefix: "/", revision: first })).rejects.toThrow(CompactedError)

      await storage.compact(other)
      expect(await listKeys("/")).toEqual(["/b"])
      await storage.compact(second) // an older compaction changes nothing
    })

    it("knows no future", async () => {
      const future = revision((await storage.currentRevision()) + 1)
      await expect(storage.get("/a", { revision: future })).rejects.toThrow(FutureRevisionError)
      await expect(storage.list({ prefix: "/", revision: future })).rejects.toThrow(FutureRevisionError)
      await expect(storage.compact(future)).rejects.toThrow(FutureRevisionError)
    })

    it("tells a watch of every change after its start, from the log and then as they come", async () => {
      const first = await create("/w/a", "one")
      const second = await update("/w/a", "two", first)
      await create("/x", "not watched")
      const watch = collect(storage, { prefix: "/w/", after: first })
      await watch.until(1)
      const third = await create("/w/b", "three")
      const fourth = await remove("/w/a", second)
      expect(await watch.until(3)).toEqual([
        `put /w/a@${second}=two`,
        `put /w/b@${third}=three`,
        `delete /w/a@${fourth}`,
      ])
      await watch.end()
    })

    it("has told the watches of a change when the write resolves", async () => {
      const watch = collect(storage, { prefix: "/", after: await storage.currentRevision() })
      await Promise.resolve()
      const made = await create("/a", "one")
      expect(await watch.until(0)).toEqual([`put /a@${made}=one`])
      await watch.end()
    })

    it("tells a watch how far it is, though the changes are others'", async () => {
      const start = await storage.currentRevision()
      const watch = collect(storage, { prefix: "/w/", after: start })
      const made = await create("/x", "elsewhere")
      expect(watch.progress).toEqual([start, made])
      await watch.end()
    })

    it("starts a watch in the future when that comes", async () => {
      const start = await storage.currentRevision()
      const watch = collect(storage, { prefix: "/", after: revision(start + 1) })
      await create("/a", "before")
      const made = await create("/b", "after")
      expect(await watch.until(1)).toEqual([`put /b@${made}=after`])
      await watch.end()
    })

    it("refuses a watch from what is compacted", async () => {
      const first = await create("/a", "one")
      await storage.compact(await update("/a", "two", first))
      await expect(collect(storage, { prefix: "/", after: first }).done).rejects.toThrow(CompactedError)
    })

    it("ends the watch whose consumer throws, and only that", async () => {
      const after = await storage.currentRevision()
      const broken = storage.watch({ prefix: "/", after, signal: new AbortController().signal }, () => {
        throw new Error("Consumer is broken")
      })
      const sound = collect(storage, { prefix: "/", after })
      const made = await create("/a", "one")
      await expect(broken).rejects.toThrow("Consumer is broken")
      expect(await sound.until(1)).toEqual([`put /a@${made}=one`])
      await sound.end()
    })

    it("deletes by itself what lived its time, and tells the watches", async () => {
      const made = await create("/event", "x", 60)
      const watch = collect(storage, { prefix: "/", after: made })
      await clock.advance(59_000)
      expect(await listKeys("/")).toEqual(["/event"])
      await clock.advance(2_000)
      expect(await watch.until(1)).toEqual([`delete /event@${made + 1}`])
      expect(await listKeys("/")).toEqual([])
      await watch.end()
    })

    it("counts the time to live from the last write", async () => {
      const made = await create("/renewed", "x", 60)
      const kept = await create("/kept", "x", 60)
      await clock.advance(30_000)
      await storage.write({ type: "update", key: "/renewed", value: bytes("y"), modRevision: made, ttlSeconds: 60 })
      await update("/kept", "for good", kept)
      const watch = collect(storage, { prefix: "/", after: await storage.currentRevision() })
      await clock.advance(45_000)
      expect(await listKeys("/")).toEqual(["/kept", "/renewed"])
      await clock.advance(20_000)
      await watch.until(1)
      expect(await listKeys("/")).toEqual(["/kept"])
      await watch.end()
    })

    it("refuses writes once closed", async () => {
      await storage.close()
      await expect(create("/a", "one")).rejects.toThrow("Storage is closed")
    })

    it("finds everything again after closing: values, revisions, history, what expires", async () => {
      if (backend.reopen === undefined) return
      const first = await create("/a", "one")
      const second = await update("/a", "two", first)
      const event = await create("/event", "x", 60)
      const last = await remove("/a", second)
      await storage.close()
      storage = await backend.reopen(clock)

      expect(await storage.currentRevision()).toBe(last)
      expect(text((await storage.get("/a", { revision: second })).entry?.value)).toBe("two")
      const watch = collect(storage, { prefix: "/", after: second })
      expect(await watch.until(2)).toEqual([`put /event@${event}=x`, `delete /a@${last}`])
      await clock.advance(61_000)
      expect(await watch.until(3)).toContain(`delete /event@${last + 1}`)
      await watch.end()
    })

    it("never goes back in revisions, though what came last is compacted away before the restart", async () => {
      if (backend.reopen === undefined) return
      const gone = await remove("/a", await create("/a", "one"))
      await storage.compact(gone)
      await storage.close()
      storage = await backend.reopen(clock)
      expect(await create("/b", "two")).toBe(gone + 1)
      await expect(storage.list({ prefix: "/", revision: revision(gone - 1) })).rejects.toThrow(CompactedError)
    })
  })
}
