import { describe, expect, it } from "vitest"
import { requestApi } from "./api-request.ts"
import { FakeTransport } from "./testing/fake-transport.ts"

const context = { signal: new AbortController().signal }

describe("a request of the screens", () => {
  it("is answered with its head, then with its body", async () => {
    const transport = new FakeTransport(() => ({
      status: 404,
      body: "gone",
      headers: { "content-type": "text/plain" },
    }))
    const parts = await Array.fromAsync(
      requestApi(transport, { profile: "dev", method: "GET", path: "/x?limit=1" }, context),
    )
    expect(parts).toEqual([
      { type: "head", status: 404, headers: { "content-type": "text/plain" } },
      { type: "chunk", bytes: new TextEncoder().encode("gone") },
    ])
    expect(transport.asked[0]).toMatchObject({ method: "GET", path: "/x?limit=1" })
  })

  it("never says who it is from, nor whom it acts as", async () => {
    const transport = new FakeTransport(() => ({ status: 200 }))
    const headers = {
      Accept: "application/json;as=Table",
      "content-type": "application/json",
      Authorization: "Bearer stolen",
      "Impersonate-User": "root",
      "impersonate-group": "system:masters",
      "X-Remote-User": "root",
      "user-agent": "somebody",
    }
    await Array.fromAsync(
      requestApi(
        transport,
        { profile: "dev", method: "POST", path: "/x", headers, body: new Uint8Array([1]) },
        context,
      ),
    )
    expect(transport.asked[0]?.headers).toEqual({
      accept: "application/json;as=Table",
      "content-type": "application/json",
      "user-agent": "cove-desktop",
    })
  })

  it("comes in parts of at most 256 KiB", async () => {
    const body = "x".repeat(600 * 1024)
    const transport = new FakeTransport(() => ({ status: 200, body }))
    const parts = await Array.fromAsync(requestApi(transport, { profile: "dev", method: "GET", path: "/x" }, context))
    const sizes = parts.flatMap((part) => (part.type === "chunk" ? [part.bytes.length / 1024] : []))
    expect(sizes).toEqual([256, 256, 88])
  })

  it("says in words that the server cannot be reached, also when that happens on the way", async () => {
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" })
    const away = new FakeTransport(() => {
      throw new Error('Cannot reach "https://x"', { cause: refused })
    })
    const asked = Array.fromAsync(requestApi(away, { profile: "dev", method: "GET", path: "/x" }, context))
    await expect(asked).rejects.toMatchObject({
      id: "API_UNREACHABLE",
      message: "The API server refuses connections: it is starting, or it has ended",
      advice: "See what its node says: cove logs -p dev",
    })
    const cut = Object.assign(new Error("read"), { code: "ECONNRESET" })
    const breaking = new FakeTransport(() => ({ status: 200, cut: Promise.resolve(cut) }))
    const watched = Array.fromAsync(requestApi(breaking, { profile: "dev", method: "GET", path: "/x" }, context))
    await expect(watched).rejects.toMatchObject({ message: "The connection to the API server was cut" })
  })
})
