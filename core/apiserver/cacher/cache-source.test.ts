import { expect, it } from "vitest"
import { nodes, pods } from "../../apis/resources.gen.ts"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { newMemoryStorage } from "../../storage/memory/memory-storage.ts"
import { newCacheSource } from "./cache-source.ts"
import { Cachers } from "./cachers.ts"
import { objectKey } from "./keys.ts"

it("reads objects by name, by namespace and by node, and tells of changes", async () => {
  const clock = new FakeClock()
  const storage = newMemoryStorage({ clock })
  const stop = new AbortController()
  const cachers = new Cachers({
    storage,
    clock,
    log: silentLog,
    indexesOf: ({ plural }) => (plural === "pods" ? { "spec.nodeName": nodeNameOf } : {}),
    signal: stop.signal,
  })
  const source = newCacheSource(cachers)
  let changes = 0
  source.onChange(pods, () => changes++)
  source.list(nodes)
  await cachers.ready()

  for (const [name, nodeName] of [
    ["web", "n1"],
    ["db", "n2"],
  ] as const) {
    const pod = { kind: "Pod", apiVersion: "v1", metadata: { namespace: "default", name }, spec: { nodeName } }
    const key = objectKey(pods, pod.metadata)
    await storage.write({ type: "create", key, value: cachers.of(pods).encode(pod) })
  }
  const namesOf = (objects: readonly { readonly metadata: { readonly name?: string | undefined } }[]) =>
    objects.map(({ metadata }) => metadata.name)
  expect(source.get(pods, { namespace: "default", name: "web" })?.spec?.nodeName).toBe("n1")
  expect(source.get(pods, { namespace: "other", name: "web" })).toBeUndefined()
  expect(namesOf(source.list(pods, "default"))).toEqual(["db", "web"])
  expect(namesOf(source.podsOnNode("n2"))).toEqual(["db"])
  expect(source.list(nodes)).toEqual([])
  expect(changes).toBeGreaterThanOrEqual(2)

  stop.abort()
  await cachers.done()
})

function nodeNameOf(object: object): string {
  return (object as { readonly spec?: { readonly nodeName?: string } }).spec?.nodeName ?? "" // pods of this test
}
