import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { WebSocket } from "ws"
import { contract } from "../../core/bridge/contract.ts"
import { decodeFrame, encodeFrame } from "../../core/bridge/frames.ts"
import { type Services, serveBridge } from "../../core/bridge/host.ts"
import type { ScreensLine } from "../../core/bridge/line.ts"
import type { FromHost } from "../../core/bridge/messages.ts"
import { BridgeClient } from "../../core/bridge/screens.ts"
import { newToken } from "../../core/desktop/server/access.ts"
import { type ScreensServer, startScreensServer } from "../../core/desktop/server/screens-server.ts"
import { systemClock } from "../../core/host/clock.ts"
import { systemRandom } from "../../core/host/random.ts"

const token = newToken(systemRandom)

describe("the server of the screens", () => {
  let folder: string
  let server: ScreensServer
  let address: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cove-screens-"))
    const screens = join(folder, "screens")
    await mkdir(join(screens, "assets"), { recursive: true })
    await writeFile(join(screens, "index.html"), "<!doctype html><title>Cove</title>")
    await writeFile(join(screens, "assets/index-Ab3_x-9Z.js"), "export {}")
    await writeFile(join(screens, "sources.stamp"), "{}")
    await writeFile(join(folder, "secret.js"), "the key")
    await symlink(join(folder, "secret.js"), join(screens, "link.js"))
    const options = { folder: screens, port: 0, token, clock: systemClock }
    server = await startScreensServer({
      ...options,
      onLine: (line) =>
        serveBridge(line, { services, explain: (error) => ({ id: "", message: String(error), advice: "" }) }),
    })
    address = `http://127.0.0.1:${server.port}`
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  it("tells its address with the token where browsers send it to nobody", () => {
    expect(server.url).toBe(`${address}/#token=${token}`)
  })

  it("shows the first page, which may run and reach nothing but what is served here", async () => {
    const response = await fetch(address)
    expect([response.status, await response.text()]).toEqual([200, "<!doctype html><title>Cove</title>"])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://127.0.0.1:${server.port} ws://localhost:${server.port}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    })
    expect(response.headers.get("permissions-policy")).toContain("camera=()")
    expect(response.headers.get("access-control-allow-origin")).toBeNull()
  })

  it("lets browsers keep files that have a digest in their names", async () => {
    const response = await fetch(`${address}/assets/index-Ab3_x-9Z.js`)
    expect([await response.text(), response.headers.get("cache-control")]).toEqual([
      "export {}",
      "public, max-age=31536000, immutable",
    ])
  })

  const nowhere = [
    "/../secret.js",
    "/assets/../../secret.js",
    "/%2e%2e/secret.js",
    "/..%2fsecret.js",
    "/assets%2findex-Ab3_x-9Z.js",
    "/link.js",
    "/sources.stamp",
    "/assets",
    "/nothing.js",
    "/%zz.js",
    "//etc/passwd.js",
    "//",
    "//[",
  ]
  for (const path of nowhere) {
    it(`has nothing at ${path}`, async () => {
      expect(await ask({ path })).toMatchObject({ status: 404, body: "There is no such file\n" })
    })
  }

  it("takes nothing but reading", async () => {
    expect(await ask({ method: "POST" })).toMatchObject({ status: 405 })
    expect(await ask({ method: "HEAD" })).toMatchObject({ status: 200, body: "" })
  })

  it("answers to no name but this machine's own", async () => {
    for (const host of ["evil.example", `evil.example:${server.port}`, "127.0.0.1:1", "127.0.0.1"]) {
      expect(await ask({ headers: { host } })).toMatchObject({ status: 421 })
    }
    expect(await ask({ headers: { host: `localhost:${server.port}` } })).toMatchObject({ status: 200 })
  })

  it("says that it is alive to who knows the token", async () => {
    const asWho = (authorization: string) => ask({ path: "/alive", headers: { authorization } })
    expect(await asWho(`Bearer ${token}`)).toMatchObject({ status: 200 })
    expect(await asWho(`Bearer ${newToken(systemRandom)}`)).toMatchObject({ status: 401 })
    expect(await ask({ path: "/alive" })).toMatchObject({ status: 401 })
  })

  describe("opens the bridge", () => {
    it("to screens that it served and that know the token", async () => {
      const bridge = new BridgeClient({ clock: systemClock, dial: () => dial(open({})) })
      expect(await bridge.call("addons.list", undefined)).toEqual([])
      const chunks = []
      for await (const part of bridge.stream("api.request", { profile: "web", method: "GET", path: "/" }))
        chunks.push(part)
      expect(chunks).toEqual([
        { type: "head", status: 200, headers: {} },
        { type: "chunk", bytes: Uint8Array.of(0, 1, 255) },
      ])
    })

    it("and tells the host when screens are gone", async () => {
      const gone = Promise.withResolvers<void>()
      services["clusters.watch"] = async function* (_input, { signal }) {
        signal.addEventListener("abort", () => gone.resolve())
        yield []
        await gone.promise
      }
      const socket = open({})
      const line = await dial(socket)
      const first = new Promise((resolve) => line.onMessage(resolve))
      line.send({ type: "open", id: 1, method: "clusters.watch", credit: 1 })
      expect(await first).toEqual({ type: "item", id: 1, value: [] })
      socket.terminate()
      await gone.promise
    })

    const refused = [
      { who: "a wrong token", change: () => ({ token: newToken(systemRandom) }), status: 401 },
      { who: "no token", change: () => ({ token: "" }), status: 401 },
      { who: "a page of somebody else's", change: () => ({ origin: "https://evil.example" }), status: 403 },
      { who: "a page of another port", change: () => ({ origin: "http://127.0.0.1:1" }), status: 403 },
      { who: "who tells no origin", change: () => ({ origin: undefined }), status: 403 },
      {
        who: "a name that was made to lead here",
        change: () => ({ host: `evil.example:${server.port}` }),
        status: 421,
      },
      { who: "another path", change: () => ({ path: "/other" }), status: 404 },
    ]
    for (const { who, change, status } of refused) {
      it(`not to ${who}`, async () => {
        const socket = open(change())
        expect(await new Promise((resolve) => socket.on("error", ({ message }) => resolve(message)))).toBe(
          `Unexpected server response: ${status}`,
        )
      })
    }

    const nonsense = ["no JSON", "[]", "{}", '{"type":"call","id":"1"}', Buffer.of(0, 0, 0, 9), Buffer.alloc(0)]
    for (const message of nonsense) {
      it(`and closes it when ${JSON.stringify(message)} comes`, async () => {
        const socket = open({})
        await dial(socket)
        socket.send(message)
        await new Promise((resolve) => socket.on("close", resolve))
      })
    }

    it("and takes no message without a bound", async () => {
      const socket = open({})
      await dial(socket)
      socket.send(Buffer.alloc(64 * 1024 * 1024 + 1))
      expect(await new Promise((resolve) => socket.on("close", resolve))).toBe(1009)
    })
  })

  interface Wishes {
    readonly path?: string
    readonly method?: string
    readonly headers?: Readonly<Record<string, string>>
  }

  /** With a path and headers that `fetch` would mend. */
  function ask({ path = "/", method = "GET", headers = {} }: Wishes) {
    return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port: server.port, path, method, headers }, async (response) => {
        let body = ""
        for await (const part of response) body += String(part)
        resolve({ status: response.statusCode, body })
      })
      asked.on("error", reject).end()
    })
  }

  interface Opening {
    readonly path?: string
    readonly host?: string
    readonly token?: string
    readonly origin?: string | undefined
  }

  function open(opening: Opening): WebSocket {
    const { path = "/bridge", host = `127.0.0.1:${server.port}` } = opening
    const origin = "origin" in opening ? opening.origin : address
    const protocols = ["cove.bridge", ...(opening.token === "" ? [] : [`token.${opening.token ?? token}`])]
    return new WebSocket(`ws://127.0.0.1:${server.port}${path}`, protocols, {
      headers: { host },
      ...(origin === undefined ? {} : { origin }),
    })
  }
})

/** The services that the test asks for; the rest is refused. */
const services = {
  ...Object.fromEntries(Object.keys(contract).map((name) => [name, () => Promise.reject(new Error(name))])),
  "addons.list": async () => [],
  "api.request": async function* () {
    yield { type: "head", status: 200, headers: {} }
    yield { type: "chunk", bytes: Uint8Array.of(0, 1, 255) }
  },
} as unknown as { -readonly [K in keyof Services]: Services[K] } // those that are asked for are of the contract's types

/** The screens' end, as `renderer/data/bridge-connection.ts` has it in a browser. */
function dial(socket: WebSocket): Promise<ScreensLine> {
  const line: ScreensLine = {
    send: (message) => socket.send(encodeFrame(message)),
    onMessage: (listener) =>
      socket.on("message", (content: Buffer, isBinary) =>
        listener(decodeFrame(isBinary ? new Uint8Array(content) : content.toString()) as FromHost),
      ),
    onClose: (listener) => socket.once("close", () => listener()),
    close: () => socket.close(),
  }
  return new Promise((resolve, reject) => {
    socket.once("error", reject)
    socket.once("open", () => resolve(line))
  })
}
