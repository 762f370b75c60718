import { expect, it } from "vitest"
import { configmaps, pods } from "../../apis/resources.gen.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import type { TransportRequest } from "../../machinery/api/transport.ts"
import { isExpired, isNotFound } from "../../machinery/status/status-error.ts"
import { RestClient } from "./rest-client.ts"

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly chunks: readonly string[]
}

function clientFor(...answers: Answer[]) {
  const clock = new FakeClock()
  const requests: TransportRequest[] = []
  const transport = {
    async request(request: TransportRequest) {
      requests.push(request)
      const { status, headers = {}, chunks } = answers.shift() ?? { status: 500, chunks: [] }
      const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk))
      return {
        status,
        headers,
        chunks: (async function* () {
          yield* bytes
        })(),
        bytes: async () => new TextEncoder().encode(chunks.join("")),
      }
    },
  }
  return { client: new RestClient({ transport, clock, userAgent: "test" }), requests, clock }
}

it("asks for a list with everything that narrows it", async () => {
  const { client, requests } = clientFor({ status: 200, chunks: ['{"metadata":{},"items":[]}'] })
  await client.list(pods, { namespace: "a", labelSelector: "app=web", fieldSelector: "spec.nodeName=n1", limit: 5 })
  expect(requests[0]?.path).toBe(
    "/api/v1/namespaces/a/pods?labelSelector=app%3Dweb&fieldSelector=spec.nodeName%3Dn1&limit=5",
  )
})

it("writes the kind into what it creates and puts status where status goes", async () => {
  const object = { metadata: { namespace: "a", name: "b" } }
  const { client, requests } = clientFor({ status: 201, chunks: ["{}"] }, { status: 200, chunks: ["{}"] })
  await client.create(configmaps, object)
  await client.update(configmaps, object, { subresource: "status" })
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /api/v1/namespaces/a/configmaps",
    "PUT /api/v1/namespaces/a/configmaps/b/status",
  ])
  expect(JSON.parse(new TextDecoder().decode(requests[0]?.body))).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    ...object,
  })
})

it("throws the status a failure carries", async () => {
  const status = { kind: "Status", status: "Failure", reason: "NotFound", message: "gone", code: 404 }
  const { client } = clientFor({ status: 404, chunks: [JSON.stringify(status)] })
  const error = await client.get(pods, { namespace: "a", name: "b" }).catch((caught: unknown) => caught)
  expect(isNotFound(error)).toBe(true)
})

it("waits as long as the server says and asks again", async () => {
  const { client, clock } = clientFor(
    { status: 429, headers: { "retry-after": "2" }, chunks: ["slow down"] },
    { status: 200, chunks: ['{"metadata":{"name":"b"}}'] },
  )
  const got = client.get(pods, { namespace: "a", name: "b" })
  await clock.advance(2_000)
  expect((await got).metadata.name).toBe("b")
})

it("decodes watch events however the bytes are cut, and throws what an ERROR event says", async () => {
  const lines = [
    '{"type":"ADDED","object":{"metadata":{"name":"ä"}}}\n{"type":"BOOK',
    'MARK","object":{"metadata":{"resourceVersion":"7"}}}\n',
    '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}\n',
  ]
  const { client } = clientFor({ status: 200, chunks: lines })
  const seen: unknown[] = []
  const watching = (async () => {
    for await (const event of client.watch(pods, { signal: new AbortController().signal })) seen.push(event)
  })()
  expect(isExpired(await watching.catch((error: unknown) => error))).toBe(true)
  expect(seen).toEqual([
    { type: "ADDED", object: { metadata: { name: "ä" } } },
    { type: "BOOKMARK", resourceVersion: "7" },
  ])
})
