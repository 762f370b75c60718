import { afterAll, beforeAll, expect, it } from "vitest"
import { configmaps, pods } from "../../core/apis/resources.gen.ts"
import { silentLog } from "../../core/base/log.ts"
import { SharedInformer } from "../../core/client/informer/shared-informer.ts"
import { TableClient, type TableColumn, type TableRow } from "../../core/client/table/table-client.ts"
import { systemClock } from "../../core/host/clock.ts"
import { systemRandom } from "../../core/host/random.ts"
import type { Resource } from "../../core/machinery/api/resource.ts"
import { loopback } from "../../core/transport/loopback/loopback.ts"
import { eventually } from "../support/eventually.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

let api: TestApiServer

beforeAll(async () => {
  api = await startTestApiServer()
})

afterAll(() => api[Symbol.asyncDispose]())

/** Rows of a resource as the window has them, over a list in pages and a watch. */
function tableOf(resource: Resource, limit: number) {
  const transport = loopback(api.server.handle, { name: "admin", groups: ["system:masters"] })
  const told: (readonly TableColumn[])[] = []
  const onColumns = (columns: readonly TableColumn[]) => void told.push(columns)
  const client = new TableClient({ transport, clock: systemClock, userAgent: "test", onColumns })
  const deps = { client, clock: systemClock, random: systemRandom, log: silentLog }
  const informer = new SharedInformer(resource as Resource<TableRow>, { limit }, deps) // read through a table client
  const stop = new AbortController()
  informer.run(stop.signal).catch(() => {})
  return { client, informer, told, stop }
}

it("follows a kind by its table: pages, then what is added, changed and deleted", async () => {
  const names = ["a", "b", "c", "d", "e"]
  const make = (name: string) => api.client.create(configmaps, { metadata: { namespace: "default", name } })
  for (const name of names) await make(name)
  const { informer, told, stop } = tableOf(configmaps, 2)
  await informer.waitForSync(stop.signal)
  const rows = () => informer.inNamespace("default").map(({ cells }) => `${cells[0]} ${cells[1]}`)
  expect(rows()).toEqual(["a 0", "b 0", "c 0", "d 0", "e 0"])
  expect(told.length).toBeGreaterThanOrEqual(3)
  expect(told[0]?.map(({ name }) => name)).toEqual(["Name", "Data", "Age"])

  await api.client.patch(configmaps, { namespace: "default", name: "b" }, { type: "merge", body: { data: { x: "1" } } })
  await api.client.delete(configmaps, { namespace: "default", name: "d" })
  await make("f")
  await eventually(() => expect(rows().toSorted()).toEqual(["a 0", "b 1", "c 0", "e 0", "f 0"]))
  expect(informer.get("default/b")?.metadata.managedFields).toBeUndefined()
  stop.abort()
})

it("reads the bookmarks of a table's watch", async () => {
  const { client, stop } = tableOf(pods, 500)
  const { metadata } = await api.client.create(configmaps, { metadata: { namespace: "default", name: "elsewhere" } })
  const { signal } = stop
  // The server sends a bookmark two seconds before the end.
  const from = { allowBookmarks: true, timeoutSeconds: 3, signal }
  const rows = pods as Resource as Resource<TableRow> // read through a table client
  const events = await Array.fromAsync(client.watch(rows, { ...from, resourceVersion: metadata.resourceVersion }))
  expect(events).toEqual([{ type: "BOOKMARK", resourceVersion: metadata.resourceVersion }])
  stop.abort()
})
