import { expect, test } from "vitest"
import { FakeClock } from "../../../base/testing/fake-clock.ts"
import { apiServerUser } from "../../authentication/users.ts"
import { requestInfoOf } from "../../filters/request-info.ts"
import type { ApiResponse } from "../../request.ts"
import { Metrics } from "./metrics.ts"

function open() {
  const clock = new FakeClock()
  const metrics = new Metrics({ clock, storedObjects: () => [["pods", 3]], storageBytes: async () => 4096 })
  const exchange = (method: string, target: string) => {
    const [path = "", query = ""] = target.split("?")
    const signal = new AbortController().signal
    const request = { method, path, query, headers: {}, body: async () => new Uint8Array(), signal }
    return { request, info: requestInfoOf(request), user: apiServerUser }
  }
  const text = async () => {
    const answer = await metrics.handler(exchange("GET", "/metrics"))
    return answer !== undefined && "body" in answer ? Buffer.from(answer.body as Uint8Array).toString() : "" // one piece
  }
  return { metrics, exchange, text }
}

const ok: ApiResponse = { status: 200, headers: {}, body: new Uint8Array() }

test("requests are counted by what they were about", async () => {
  const { metrics, exchange, text } = open()
  await metrics.filter(exchange("GET", "/api/v1/namespaces/a/pods"), async () => ok)
  expect(await text()).toContain(
    'apiserver_request_total{verb="LIST",group="",version="v1",resource="pods",subresource="",scope="namespace",component="apiserver",dry_run="",code="200"} 1',
  )
})

test("a watch counts while it runs", async () => {
  const { metrics, exchange, text } = open()
  const end = Promise.withResolvers<void>()
  const watch: ApiResponse = { status: 200, headers: {}, run: () => end.promise }
  const answer = await metrics.filter(exchange("GET", "/api/v1/pods?watch=1"), async () => watch)
  const sink = { write: () => true, drained: async () => {} }
  const running = "run" in answer ? answer.run(sink, new AbortController().signal) : undefined
  expect(await text()).toMatch(/apiserver_longrunning_requests\{verb="WATCH".*\} 1/)
  end.resolve()
  await running
  expect(await text()).toMatch(/apiserver_longrunning_requests\{verb="WATCH".*\} 0/)
})

test("what is stored is read when somebody asks", async () => {
  const page = await open().text()
  expect(page).toContain('apiserver_storage_objects{resource="pods"} 3')
  expect(page).toContain("apiserver_storage_size_bytes")
  expect(page).toContain("process_cpu_seconds_total")
})

test("invented resources do not fill the memory", async () => {
  const { metrics, exchange, text } = open()
  for (let each = 0; each < 2_100; each++) {
    await metrics.filter(exchange("GET", `/apis/g/v1/invented${each}`), async () => ok)
  }
  const lines = (await text()).split("\n").filter((line) => line.startsWith("apiserver_request_total"))
  expect(lines.length).toBe(2_001)
  expect(lines.at(-1)).toContain('verb="other"')
})
