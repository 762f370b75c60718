import { expect, it } from "vitest"
import { configmaps, pods } from "../../apis/resources.gen.ts"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { Transport, TransportRequest } from "../../machinery/api/transport.ts"
import { SharedInformer } from "../informer/shared-informer.ts"
import { TableClient, type TableColumn, type TableRow } from "./table-client.ts"

const columns = ["Name", "Ready"].map((name) => ({ name, type: "string", format: "", description: "", priority: 0 }))

function row(name: string, version: string, ready: string) {
  const metadata = { namespace: "default", name, resourceVersion: version, managedFields: [{ manager: "kubectl" }] }
  return { cells: [name, ready], object: { kind: "PartialObjectMetadata", metadata } }
}

function table(rows: readonly unknown[], metadata: object, withColumns = true) {
  return { kind: "Table", metadata, columnDefinitions: withColumns ? columns : null, rows }
}

/** Answers each request with the next of these: an answer's JSON, or a watch's lines; then nothing more comes. */
function setUp(answers: readonly (object | readonly object[])[]) {
  const requests: TransportRequest[] = []
  const waiting = answers.values()
  const transport: Transport = {
    async request(request) {
      requests.push(request)
      const answer = waiting.next().value
      const lines = (Array.isArray(answer) ? answer : [answer]).map((each) => JSON.stringify(each)).join("\n")
      const bytes = new TextEncoder().encode(`${lines}\n`)
      async function* chunks() {
        if (answer === undefined) await new Promise<never>(() => {})
        yield bytes
        if (Array.isArray(answer)) await new Promise<never>(() => {})
      }
      const failed = typeof answer === "object" && "code" in answer ? Number(answer.code) : 200
      return { status: failed, headers: {}, chunks: chunks(), bytes: async () => bytes }
    },
  }
  const told: (readonly TableColumn[])[] = []
  const clock = new FakeClock()
  const client = new TableClient({ transport, clock, userAgent: "test", onColumns: (each) => told.push(each) })
  const deps = { client, clock, random: new SeededRandom(1), log: silentLog }
  const stop = new AbortController()
  const informerOf = (resource: Resource, limit?: number) => {
    const informer = new SharedInformer(resource as Resource<TableRow>, { limit }, deps) // read through a table client
    informer.run(stop.signal).catch(() => {})
    return informer
  }
  return { requests, told, clock, informerOf, stop }
}

it("takes a table's rows for objects, and follows them by its watch", async () => {
  const { requests, told, clock, informerOf, stop } = setUp([
    table([row("web", "5", "0/1"), row("api", "6", "1/1")], { resourceVersion: "7" }),
    [
      { type: "MODIFIED", object: table([row("web", "8", "1/1")], { resourceVersion: "8" }) },
      { type: "DELETED", object: table([row("api", "9", "1/1")], { resourceVersion: "9" }, false) },
      { type: "BOOKMARK", object: table([], { resourceVersion: "12" }, false) },
    ],
  ])
  const informer = informerOf(pods)
  await informer.waitForVersion("12", stop.signal)
  expect(informer.list()).toEqual([
    {
      key: "default/web",
      metadata: { namespace: "default", name: "web", resourceVersion: "8" },
      atMs: clock.now(),
      cells: ["web", "1/1"],
    },
  ])
  expect(told).toEqual([columns, columns])
  expect(requests.map(({ path }) => path.replace(/timeoutSeconds=\d+/, "timeoutSeconds=n"))).toEqual([
    "/api/v1/pods?resourceVersion=0",
    "/api/v1/pods?watch=true&resourceVersion=7&timeoutSeconds=n&allowWatchBookmarks=true",
  ])
  expect(requests[1]?.headers?.["accept"]).toContain("as=Table")
  stop.abort()
})

it("shows the first page before the next one is there, and drops at the end what was in none", async () => {
  const { requests, clock, informerOf, stop } = setUp([
    table([row("a", "1", "1/1")], { resourceVersion: "5", continue: "next", remainingItemCount: 1 }),
  ])
  const informer = informerOf(pods, 1)
  await clock.advance(0)
  expect(informer.list().map(({ key }) => key)).toEqual(["default/a"])
  expect(informer.synced).toBe(false)
  expect(informer.remaining).toBe(1)
  expect(requests.map(({ path }) => path)).toEqual(["/api/v1/pods?limit=1", "/api/v1/pods?limit=1&continue=next"])
  stop.abort()
})

it("begins again when the version of the pages is gone before the last of them", async () => {
  const { requests, clock, informerOf, stop } = setUp([
    table([row("a", "1", "1/1")], { resourceVersion: "5", continue: "next" }),
    { kind: "Status", code: 410, reason: "Expired", message: "too old" },
    table([row("b", "8", "1/1")], { resourceVersion: "9" }),
  ])
  const informer = informerOf(pods, 1)
  const failures: unknown[] = []
  informer.onFailure((error) => failures.push(error))
  await clock.advance(10_000)
  expect(informer.list().map(({ key }) => key)).toEqual(["default/b"])
  expect(informer.synced).toBe(true)
  expect(failures).toEqual([]) // it is part of a list's life
  expect(requests.map(({ path }) => path.split("&timeout")[0])).toEqual([
    "/api/v1/pods?limit=1",
    "/api/v1/pods?limit=1&continue=next",
    "/api/v1/pods?limit=1",
    "/api/v1/pods?watch=true&resourceVersion=9",
  ])
  stop.abort()
})

it("makes do with name and age where a server knows no tables", async () => {
  const created = "2026-01-01T00:00:00Z"
  const { told, clock, informerOf, stop } = setUp([
    {
      kind: "ConfigMapList",
      metadata: { resourceVersion: "5" },
      items: [{ metadata: { name: "a", creationTimestamp: created } }],
    },
  ])
  const informer = informerOf(configmaps)
  await clock.advance(0)
  expect(told[0]?.map(({ name }) => name)).toEqual(["Name", "Age"])
  expect(informer.list()[0]?.cells).toEqual(["a", created])
  stop.abort()
})

it("tells of a list that is refused", async () => {
  const { clock, informerOf, stop } = setUp([
    { kind: "Status", code: 403, reason: "Forbidden", message: "you may not" },
  ])
  const informer = informerOf(pods)
  const failures: unknown[] = []
  informer.onFailure((error) => failures.push(error))
  await clock.advance(0)
  expect(failures).toMatchObject([{ message: "you may not" }])
  stop.abort()
})
