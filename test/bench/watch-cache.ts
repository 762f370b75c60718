import { objectKey } from "../../core/apiserver/cacher/keys.ts"
import { encodeList } from "../../core/apiserver/cacher/list-body.ts"
import { WatchCache } from "../../core/apiserver/cacher/watch-cache.ts"
import { silentLog } from "../../core/base/log.ts"
import { systemClock } from "../../core/host/clock.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { newMemoryStorage } from "../../core/storage/memory/memory-storage.ts"

// What the watch cache costs without a network around it: `node test/bench/watch-cache.ts`
const objects = 5_000
const watchers = 200
const events = 300

const resource = { group: "", version: "v1", kind: "Pod", plural: "pods", namespaced: true }
const storage = newMemoryStorage({ clock: systemClock })
const cache = new WatchCache({ resource, storage, clock: systemClock, log: silentLog })
const stop = new AbortController()
const running = cache.run(stop.signal)
await cache.ready()

await timed(`create ${objects}`, objects, async () => {
  for (let i = 0; i < objects; i++) await create(pod(i))
})
await timed("get", 100_000, async () => {
  for (let i = 0; i < 100_000; i++) await cache.get(keyOf(pod(i % objects)))
})
await timed(`list of ${objects} as bytes`, 20, () => listAll())
await timed(`list of ${objects} by label, 1 %`, 20, () =>
  listAll((object) => object.metadata.labels?.["shard"] === "s7"),
)
await timed("list page of 500", 20, () => listAll(undefined, 500))

await timed(`watch: events told to ${watchers} watchers`, watchers * events, () => watchAll(() => undefined))
await timed(`watch: the same, each with a selector`, watchers * events, () => watchAll((i) => inShard(`s${i % 100}`)))
stop.abort()
await running

async function listAll(matches?: (object: ApiObject) => boolean, limit = 0): Promise<void> {
  for (let i = 0; i < 20; i++) {
    const page = await cache.list({ scope: {}, at: { type: "newest" }, matches, limit })
    const head = { kind: "PodList", apiVersion: "v1", resourceVersion: String(page.revision) }
    encodeList(head, page.objects, { bareItems: true })
  }
}

async function watchAll(matchesOf: (watcher: number) => ((object: ApiObject) => boolean) | undefined): Promise<void> {
  const end = new AbortController()
  let bytes = 0
  const sink = {
    write(batch: { readonly bytes: Uint8Array }) {
      bytes += batch.bytes.length
      return true
    },
    drained: () => Promise.resolve(),
  }
  const done = Array.from({ length: watchers }, (_, i) =>
    cache.watch(
      {
        scope: {},
        start: { type: "now" },
        bookmarks: false,
        timeoutMs: 60_000,
        signal: end.signal,
        matches: matchesOf(i),
      },
      sink,
    ),
  )
  await new Promise((resolve) => setImmediate(resolve))
  for (let i = 0; i < events; i++) await update(pod(i), i)
  end.abort()
  await Promise.all(done)
  console.log(`  ${Math.round(bytes / 1e6)} MB`)
}

function inShard(shard: string): (object: ApiObject) => boolean {
  return (object) => object.metadata.labels?.["shard"] === shard
}

function pod(i: number): ApiObject & { readonly spec: object } {
  const labels = { app: "bench", shard: `s${i % 100}` }
  const annotations = { filler: "x".repeat(3_500) }
  const containers = [{ name: "main", image: "registry.k8s.io/pause:3.10" }]
  return {
    kind: "Pod",
    apiVersion: "v1",
    metadata: { name: `pod-${i}`, namespace: "bench", labels, annotations },
    spec: { containers },
  }
}

function keyOf(object: ApiObject): string {
  return objectKey(resource, { namespace: object.metadata.namespace, name: object.metadata.name ?? "" })
}

async function create(object: ApiObject): Promise<void> {
  await storage.write({ type: "create", key: keyOf(object), value: cache.encode(object) })
}

async function update(object: ApiObject, round: number): Promise<void> {
  const modRevision = cache.peek(keyOf(object))?.revision
  if (modRevision === undefined) throw new Error("It is gone")
  const metadata = { ...object.metadata, generation: round }
  await storage.write({ type: "update", key: keyOf(object), value: cache.encode({ ...object, metadata }), modRevision })
}

async function timed(what: string, count: number, run: () => Promise<void>): Promise<void> {
  const startMs = performance.now()
  await run()
  const elapsedMs = performance.now() - startMs
  console.log(
    `${what}: ${Math.round((count * 1000) / elapsedMs)}/s, ${((elapsedMs * 1000) / count).toFixed(1)} µs each`,
  )
}
