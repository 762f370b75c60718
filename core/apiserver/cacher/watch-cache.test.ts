import { beforeEach, describe, expect, it, vi } from "vitest"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { newMemoryStorage } from "../../storage/memory/memory-storage.ts"
import { type Revision, revision } from "../../storage/revision.ts"
import type { Storage } from "../../storage/storage.ts"
import type { CacheListOptions, CacheWatchOptions, WatchBatch, WatchSink } from "./cacher.ts"
import { objectKey } from "./keys.ts"
import { encodeList } from "./list-body.ts"
import { WatchCache } from "./watch-cache.ts"

const resource = { group: "", version: "v1", kind: "Pod", plural: "pods", namespaced: true }
const limits = { minChanges: 5, maxChanges: 5, maxBytes: 1_000_000, maxAgeMs: 75_000 }
const byNode = (object: ApiObject) => object.metadata.labels?.["node"] ?? ""

let clock: FakeClock
let storage: Storage
let cache: WatchCache
let stop: AbortController

beforeEach(async () => {
  clock = new FakeClock()
  storage = newMemoryStorage({ clock })
  cache = new WatchCache({ resource, storage, clock, log: silentLog, indexes: { node: byNode }, limits })
  stop = new AbortController()
  void cache.run(stop.signal)
  await cache.ready()
  return () => stop.abort()
})

function pod(name: string, labels?: Readonly<Record<string, string>>, namespace = "default"): ApiObject {
  return { kind: "Pod", apiVersion: "v1", metadata: { name, namespace, ...(labels ? { labels } : {}) } }
}

const keyOf = (object: ApiObject) =>
  objectKey(resource, { namespace: object.metadata.namespace, name: object.metadata.name ?? "" })

async function create(object: ApiObject): Promise<Revision> {
  const result = await storage.write({ type: "create", key: keyOf(object), value: cache.encode(object) })
  if (!result.ok) throw new Error("It is there already")
  return result.revision
}

async function update(object: ApiObject): Promise<Revision> {
  const key = keyOf(object)
  const modRevision = cache.peek(key)?.revision ?? revision(0)
  const result = await storage.write({ type: "update", key, value: cache.encode(object), modRevision })
  if (!result.ok) throw new Error("It changed meanwhile")
  return result.revision
}

async function remove(object: ApiObject): Promise<Revision> {
  const key = keyOf(object)
  const result = await storage.write({ type: "delete", key, modRevision: cache.peek(key)?.revision ?? revision(0) })
  if (!result.ok) throw new Error("It changed meanwhile")
  return result.revision
}

const joined = (parts: readonly Uint8Array[]) => Buffer.concat(parts).toString()
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes)

/** A sink that takes everything until `full`, and remembers. */
class TestSink implements WatchSink {
  readonly batches: WatchBatch[] = []
  full = false
  drain = () => {}

  write(batch: WatchBatch): boolean {
    this.batches.push(batch)
    return !this.full
  }

  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.drain = resolve
    })
  }

  get lines(): readonly string[] {
    return this.batches.flatMap((batch) => (text(batch.bytes) ?? "").trimEnd().split("\n"))
  }

  /** `ADDED web@3 a=b`, `BOOKMARK @7`. */
  get events(): readonly string[] {
    return this.lines.map((line) => {
      const { type, object } = JSON.parse(line)
      const { name = "", resourceVersion, labels, annotations } = object.metadata
      const marks = Object.entries({ ...labels, ...annotations }).map(([key, value]) => ` ${key}=${value}`)
      return `${type} ${name}@${resourceVersion}${marks.join("")}`
    })
  }
}

async function watch(options: Partial<CacheWatchOptions> & Pick<CacheWatchOptions, "start">, sink = new TestSink()) {
  const end = new AbortController()
  const whole = { scope: {}, bookmarks: false, timeoutMs: 300_000, signal: end.signal, ...options }
  let isOver = false
  const done = cache.watch(whole, sink).finally(() => {
    isOver = true
  })
  done.catch(() => {})
  await clock.advance(0)
  return { sink, done, end, isOver: () => isOver }
}

async function names(options: Partial<CacheListOptions> = {}): Promise<readonly string[]> {
  const { objects } = await cache.list({ scope: {}, at: { type: "newest" }, ...options })
  return objects.map((object) => object.key.slice(cache.prefix.length))
}

const now = { type: "now" } as const

describe("reading", () => {
  it("serves the stored bytes with the resourceVersion spliced in", async () => {
    const made = await create(pod("web", { app: "web" }))
    expect(text((await cache.get(keyOf(pod("web"))))?.bytes)).toBe(
      `{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"${made}","name":"web","namespace":"default","labels":{"app":"web"}}}`,
    )
  })

  it("serves one and the same bytes and object to everyone", async () => {
    await create(pod("web"))
    const first = await cache.get(keyOf(pod("web")))
    const [listed] = (await cache.list({ scope: {}, at: { type: "newest" } })).objects
    expect(listed).toBe(first)
    expect(listed?.bytes.buffer).toBe(first?.bytes.buffer)
    expect(listed?.object).toBe(first?.object)
  })

  it("hands out parsed what this process wrote, with its resourceVersion", async () => {
    const made = await create(pod("web"))
    expect(cache.peek(keyOf(pod("web")))?.object).toEqual({
      ...pod("web"),
      metadata: { name: "web", namespace: "default", resourceVersion: String(made) },
    })
  })

  it("parses what others wrote", async () => {
    const value = new TextEncoder().encode(JSON.stringify(pod("foreign")))
    await storage.write({ type: "create", key: keyOf(pod("foreign")), value })
    expect(cache.peek(keyOf(pod("foreign")))?.object.metadata).toEqual({
      name: "foreign",
      namespace: "default",
      resourceVersion: String(await storage.currentRevision()),
    })
  })

  it("knows an object as of its own write, though it was changed since", async () => {
    const value = cache.encode(pod("web"))
    const made = await create(pod("web"))
    await update(pod("web", { seen: "yes" }))
    expect(cache.written(keyOf(pod("web")), value, made).object.metadata).toEqual({
      name: "web",
      namespace: "default",
      resourceVersion: String(made),
    })
  })

  it("lists by namespace, name, filter and index, in key order", async () => {
    for (const object of [
      pod("b", { node: "n1" }),
      pod("a", { node: "n2" }),
      pod("a", { node: "n1" }, "other"),
      pod("c", {}, "default-2"),
    ]) {
      await create(object)
    }
    expect(await names()).toEqual(["default-2/c", "default/a", "default/b", "other/a"])
    expect(await names({ scope: { namespace: "default" } })).toEqual(["default/a", "default/b"])
    expect(await names({ scope: { namespace: "default", name: "b" } })).toEqual(["default/b"])
    expect(await names({ scope: { name: "a" } })).toEqual(["default/a", "other/a"])
    expect(await names({ matches: (object) => byNode(object) === "n2" })).toEqual(["default/a"])
    expect(await names({ index: { name: "node", value: "n1" } })).toEqual(["default/b", "other/a"])
    expect(await names({ scope: { namespace: "other" }, index: { name: "node", value: "n1" } })).toEqual(["other/a"])
  })

  it("lists in pages as of the first page's revision, whatever changes in between", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) await create(pod(name))
    const first = await cache.list({ scope: {}, at: { type: "newest" }, limit: 2 })
    expect(first.remaining).toBe(3)
    await remove(pod("c"))
    await create(pod("d2"))

    const second = await cache.list({ scope: {}, at: { type: "continue", token: first.continue ?? "" }, limit: 2 })
    expect(second).toMatchObject({ revision: first.revision, remaining: 1 })
    expect(second.objects.map((object) => object.object.metadata.name)).toEqual(["c", "d"])
    const third = await cache.list({ scope: {}, at: { type: "continue", token: second.continue ?? "" }, limit: 2 })
    expect(third).toMatchObject({ continue: undefined, remaining: undefined })
    expect(third.objects.map((object) => object.object.metadata.name)).toEqual(["e"])
  })

  it("knows the past of what it has seen change without asking storage for values", async () => {
    for (const name of ["b", "c", "d", "e"]) await create(pod(name, { round: "1" }))
    const then = await create(pod("f"))
    await update(pod("b", { round: "2" }))
    await update(pod("b", { round: "3" }))
    await remove(pod("c"))
    await create(pod("a"))
    await create(pod("c", { round: "2" }))
    const list = vi.spyOn(storage, "list")
    const at = { type: "exact", revision: then } as const
    const all = await cache.list({ scope: {}, at })
    expect(all.objects.map(({ labels, key }) => `${key.at(-1)}${labels["round"] ?? ""}`)).toEqual([
      "b1",
      "c1",
      "d1",
      "e1",
      "f",
    ])
    const first = await cache.list({ scope: {}, at, matchesLabels: ({ round }) => round === "1", limit: 3 })
    expect(first.objects.map(({ key }) => key.at(-1))).toEqual(["b", "c", "d"])
    expect(first.remaining).toBeUndefined()
    expect(list).not.toHaveBeenCalled()
  })

  it("fills a page with what the filter lets through", async () => {
    for (let i = 0; i < 10; i++) await create(pod(`p${i}`, { even: String(i % 2 === 0) }))
    const even = (object: ApiObject) => object.metadata.labels?.["even"] === "true"
    const first = await cache.list({ scope: {}, at: { type: "newest" }, limit: 3, matches: even })
    await create(pod("p99", { even: "true" }))
    const at = { type: "continue", token: first.continue ?? "" } as const
    const second = await cache.list({ scope: {}, at, limit: 3, matches: even })
    expect(first.remaining).toBeUndefined()
    expect([...first.objects, ...second.objects].map((object) => object.object.metadata.name)).toEqual([
      "p0",
      "p2",
      "p4",
      "p6",
      "p8",
    ])
  })

  it("answers a continued page that is compacted with a token to go on with what is newest", async () => {
    for (const name of ["a", "b", "c"]) await create(pod(name))
    const first = await cache.list({ scope: {}, at: { type: "newest" }, limit: 1 })
    await create(pod("b2"))
    await storage.compact(await storage.currentRevision())
    const failed = await cache
      .list({ scope: {}, at: { type: "continue", token: first.continue ?? "" }, limit: 1 })
      .catch((error) => error)
    expect(failed).toMatchObject({ code: 410, reason: "Expired" })
    expect(await names({ at: { type: "continue", token: failed.status.metadata.continue } })).toEqual([
      "default/b",
      "default/b2",
      "default/c",
    ])
  })

  it("lists a past revision exactly", async () => {
    const first = await create(pod("a"))
    await create(pod("b"))
    const { objects, revision: at } = await cache.list({ scope: {}, at: { type: "exact", revision: first } })
    expect(objects.map((object) => object.object.metadata.name)).toEqual(["a"])
    expect(at).toBe(first)
  })

  it("refuses a revision that does not come within three seconds", async () => {
    const refused = cache.list({ scope: {}, at: { type: "atLeast", revision: revision(99) } }).catch((error) => error)
    await clock.advance(3_000)
    expect((await refused).status).toEqual({
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message: "Timeout: Too large resource version: 99, current: 1",
      reason: "Timeout",
      details: {
        causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
        retryAfterSeconds: 1,
      },
      code: 504,
    })
  })

  it("counts what is written elsewhere as seen", async () => {
    const { revision: elsewhere } = (await storage.write({
      type: "create",
      key: "/registry/core/nodes/n1",
      value: new Uint8Array(),
    })) as { readonly revision: Revision }
    expect((await cache.list({ scope: {}, at: { type: "atLeast", revision: elsewhere } })).revision).toBe(elsewhere)
  })

  it("joins a list from the bytes that are there, items without kind and apiVersion", async () => {
    const a = await create(pod("a"))
    const b = await create(pod("b"))
    const { objects } = await cache.list({ scope: {}, at: { type: "newest" } })
    const head = { kind: "PodList", apiVersion: "v1", resourceVersion: String(b) }
    expect(joined(encodeList(head, objects, { bareItems: true }))).toBe(
      `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"${b}"},"items":[` +
        `{"metadata":{"resourceVersion":"${a}","name":"a","namespace":"default"}},` +
        `{"metadata":{"resourceVersion":"${b}","name":"b","namespace":"default"}}]}`,
    )
    expect(JSON.parse(joined(encodeList(head, objects, { bareItems: false }))).items[0].kind).toBe("Pod")
    expect(joined(encodeList(head, [], { bareItems: true }))).toMatch(/"items":\[\]}$/)
  })
})

describe("watching", () => {
  it("tells of changes after a revision, those that are past first", async () => {
    const first = await create(pod("a"))
    const second = await create(pod("b"))
    const { sink } = await watch({ start: { type: "after", revision: first } })
    const third = await update(pod("a", { x: "1" }))
    const fourth = await remove(pod("b"))
    expect(sink.events).toEqual([`ADDED b@${second}`, `MODIFIED a@${third} x=1`, `DELETED b@${fourth}`])
  })

  it("tells of what is there first, then of changes", async () => {
    const first = await create(pod("a"))
    const { sink } = await watch({ start: { type: "state", atLeast: undefined, endBookmark: false } })
    const second = await create(pod("b"))
    expect(sink.events).toEqual([`ADDED a@${first}`, `ADDED b@${second}`])
  })

  it("marks the end of the initial events", async () => {
    const first = await create(pod("a"))
    await storage.write({ type: "create", key: "/registry/core/nodes/n1", value: new Uint8Array() })
    const { sink } = await watch({ start: { type: "state", atLeast: undefined, endBookmark: true }, bookmarks: true })
    expect(sink.events).toEqual([`ADDED a@${first}`, `BOOKMARK @${first + 1} k8s.io/initial-events-end=true`])
    expect(sink.lines[1]).toBe(
      `{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"${first + 1}","annotations":{"k8s.io/initial-events-end":"true"}}}}`,
    )
  })

  it("tells a filtered watcher of what begins and ceases to match", async () => {
    const { sink } = await watch({ start: now, matches: (object) => object.metadata.labels?.["on"] === "yes" })
    await create(pod("a", { on: "no" }))
    const begins = await update(pod("a", { on: "yes", n: "1" }))
    const stays = await update(pod("a", { on: "yes", n: "2" }))
    const ceases = await update(pod("a", { on: "no", n: "3" }))
    await remove(pod("a"))
    expect(sink.events).toEqual([
      `ADDED a@${begins} on=yes n=1`,
      `MODIFIED a@${stays} on=yes n=2`,
      `DELETED a@${ceases} on=yes n=2`,
    ])
  })

  it("tells a watcher of an index, a namespace or a name of those only", async () => {
    const node = await watch({ start: now, index: { name: "node", value: "n1" } })
    const namespace = await watch({ start: now, scope: { namespace: "other" } })
    const name = await watch({ start: now, scope: { namespace: "default", name: "a" } })
    const a = await create(pod("a"))
    const b = await create(pod("b", { node: "n1" }))
    const c = await create(pod("c", {}, "other"))
    expect(node.sink.events).toEqual([`ADDED b@${b} node=n1`])
    expect(namespace.sink.events).toEqual([`ADDED c@${c}`])
    expect(name.sink.events).toEqual([`ADDED a@${a}`])
  })

  it("gives all who see the same the same bytes", async () => {
    const one = await watch({ start: now })
    const two = await watch({ start: now })
    await create(pod("a"))
    expect(one.sink.batches[0]?.bytes).toBe(two.sink.batches[0]?.bytes)
    expect(one.sink.batches[0]?.bytes.buffer).toBe(cache.peek(keyOf(pod("a")))?.bytes.buffer)
  })

  it("refuses a start that is no longer kept", async () => {
    const first = await create(pod("p0"))
    for (let i = 1; i < 8; i++) await create(pod(`p${i}`))
    const { done } = await watch({ start: { type: "after", revision: first } })
    await expect(done).rejects.toMatchObject({
      code: 410,
      reason: "Expired",
      message: `too old resource version: ${first} (${first + 2})`,
    })
  })

  it("lets a slow watcher catch up from the history", async () => {
    const { sink } = await watch({ start: now })
    sink.full = true
    for (let i = 0; i < 4; i++) await create(pod(`p${i}`))
    expect(sink.events).toHaveLength(1)
    sink.full = false
    sink.drain()
    await clock.advance(0)
    expect(sink.events.map((event) => event.split("@")[0])).toEqual(["ADDED p0", "ADDED p1", "ADDED p2", "ADDED p3"])
  })

  it("ends a watcher that is so slow that the history has gone on without it", async () => {
    const slow = await watch({ start: now })
    const quick = await watch({ start: now })
    slow.sink.full = true
    for (let i = 0; i < 8; i++) await create(pod(`p${i}`))
    await slow.done
    expect(slow.sink.events).toHaveLength(1)
    expect(quick.sink.events).toHaveLength(8)
  })

  it("sends a bookmark each minute when something has happened, and one before it ends", async () => {
    const { sink, isOver } = await watch({ start: now, bookmarks: true, timeoutMs: 200_000 })
    const elsewhere = (name: string) =>
      storage.write({ type: "create", key: `/registry/core/nodes/${name}`, value: new Uint8Array() })
    await elsewhere("n1")
    await clock.advance(60_000)
    expect(sink.events).toEqual(["BOOKMARK @2"])
    await clock.advance(60_000)
    expect(sink.events).toHaveLength(1)
    await elsewhere("n2")
    await clock.advance(77_000)
    expect(sink.events).toEqual(["BOOKMARK @2", "BOOKMARK @3"])
    await elsewhere("n3")
    await clock.advance(1_000)
    expect(sink.events.at(-1)).toBe("BOOKMARK @4")
    expect(isOver()).toBe(false)
    await clock.advance(2_000)
    expect(isOver()).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it("fails alone when its selector does", async () => {
    const sound = await watch({ start: now })
    const broken = await watch({
      start: now,
      matches: () => {
        throw new Error("Selector is broken")
      },
    })
    const made = await create(pod("a"))
    await expect(broken.done).rejects.toThrow("Selector is broken")
    expect(sound.sink.events).toEqual([`ADDED a@${made}`])
  })

  it("ends with its signal", async () => {
    const { end, done, sink } = await watch({ start: now })
    end.abort()
    await done
    await create(pod("a"))
    expect(sink.events).toEqual([])
  })
})

describe("when the storage's watch fails", () => {
  it("ends the watchers, lists again and follows on", async () => {
    await create(pod("a"))
    let lost = new AbortController()
    const broken: Storage = {
      ...bound(storage),
      async watch(options, consume) {
        lost = new AbortController()
        await storage.watch({ ...options, signal: AbortSignal.any([options.signal, lost.signal]) }, consume)
        throw new Error("Storage's watch is lost")
      },
    }
    cache = new WatchCache({ resource, storage: broken, clock, log: silentLog })
    void cache.run(stop.signal)
    await cache.ready()
    const { isOver } = await watch({ start: now })
    lost.abort()
    await clock.advance(500)
    await remove(pod("a"))
    await create(pod("b"))
    await clock.advance(500)
    expect(isOver()).toBe(true)
    expect(await names()).toEqual(["default/b"])
    const made = await create(pod("c"))
    expect(cache.revision).toBe(made)
  })
})

function bound(of: Storage): Storage {
  return {
    currentRevision: () => of.currentRevision(),
    get: (key, options) => of.get(key, options),
    list: (options) => of.list(options),
    write: (change) => of.write(change),
    watch: (options, consume) => of.watch(options, consume),
    compact: (at) => of.compact(at),
    sizeBytes: () => of.sizeBytes(),
    close: () => of.close(),
  }
}
