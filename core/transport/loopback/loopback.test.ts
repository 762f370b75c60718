import { expect, it } from "vitest"
import type { ApiRequest, ApiResponse } from "../../apiserver/request.ts"
import { loopback } from "./loopback.ts"

const user = { name: "system:kube-scheduler", groups: ["system:authenticated"] }
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytes = (value: string) => new TextEncoder().encode(value)

/** The parameter is the API server's own type: the two shapes must stay alike. */
function transportTo(handler: (request: ApiRequest) => Promise<ApiResponse>) {
  return loopback(handler, user)
}

it("hands over the request with its user and brings back the answer", async () => {
  const transport = transportTo(async (request) => ({
    status: 201,
    headers: { "content-type": "text/plain" },
    body: [
      bytes(`${request.method} ${request.path} ${request.query} ${request.headers["x-own"]} ${request.user?.name} `),
      await request.body(),
    ],
  }))
  const response = await transport.request({
    method: "POST",
    path: "/api/v1/pods?limit=1",
    headers: { "x-own": "yes" },
    body: bytes("hello"),
  })
  expect(response).toMatchObject({ status: 201, headers: { "content-type": "text/plain" } })
  expect(text(await response.bytes())).toBe("POST /api/v1/pods limit=1 yes system:kube-scheduler hello")
})

it("brings a stream over as it is written", async () => {
  let finish = () => {}
  const transport = transportTo(async () => ({
    status: 200,
    headers: {},
    async run(sink) {
      sink.write(bytes("one"))
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      sink.write(bytes("two"))
    },
  }))
  const chunks = (await transport.request({ method: "GET", path: "/" })).chunks[Symbol.asyncIterator]()
  expect(text((await chunks.next()).value)).toBe("one")
  finish()
  expect(text((await chunks.next()).value)).toBe("two")
  expect((await chunks.next()).done).toBe(true)
})

it("tells a writer to wait while the reader is behind", async () => {
  const answers: boolean[] = []
  const transport = transportTo(async () => ({
    status: 200,
    headers: {},
    async run(sink, signal) {
      answers.push(sink.write(new Uint8Array(3 << 20)), sink.write(new Uint8Array(3 << 20)))
      await sink.drained(signal)
      answers.push(sink.write(new Uint8Array(1)))
    },
  }))
  const response = await transport.request({ method: "GET", path: "/" })
  expect(answers).toEqual([true, false])
  expect(await response.bytes()).toHaveLength((6 << 20) + 1)
  expect(answers).toEqual([true, false, true])
})

it("ends the stream on both sides when the signal aborts", async () => {
  let seen: unknown
  const transport = transportTo(async () => ({
    status: 200,
    headers: {},
    run: (_sink, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          seen = signal.reason
          resolve()
        })
      }),
  }))
  const end = new AbortController()
  const { chunks } = await transport.request({ method: "GET", path: "/", signal: end.signal })
  const next = chunks[Symbol.asyncIterator]().next()
  const enough = new Error("Enough")
  end.abort(enough)
  await expect(next).rejects.toThrow("Enough")
  expect(seen).toBe(enough)
})

it("ends the writer when the reader leaves", async () => {
  let wasAborted = false
  const transport = transportTo(async () => ({
    status: 200,
    headers: {},
    async run(sink, signal) {
      sink.write(bytes("one"))
      signal.addEventListener("abort", () => {
        wasAborted = true
      })
    },
  }))
  const { chunks } = await transport.request({ method: "GET", path: "/" })
  for await (const _ of chunks) break
  expect(wasAborted).toBe(true)
})

it("rejects when the handler does, or when the signal aborts first", async () => {
  const failing = transportTo(async () => {
    throw new Error("Handler failed")
  })
  await expect(failing.request({ method: "GET", path: "/" })).rejects.toThrow("Handler failed")
  const end = new AbortController()
  const hanging = transportTo(() => new Promise(() => {})).request({ method: "GET", path: "/", signal: end.signal })
  end.abort(new Error("Enough"))
  await expect(hanging).rejects.toThrow("Enough")
})
