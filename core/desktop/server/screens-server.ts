import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Duplex } from "node:stream"
import type { WebSocketServer } from "ws"
import type { Clock } from "../../base/clock.ts"
import { alivePath } from "../../bridge/alive-path.ts"
import type { HostLine } from "../../bridge/line.ts"
import { isOwnHost, isOwnOrigin, isToken, tokenIn } from "./access.ts"
import { urlOf } from "./dashboard-file.ts"
import { commonHeaders } from "./headers.ts"
import { ScreenFiles } from "./screen-files.ts"
import { lineOverWebSocket, messageBytesMax } from "./web-socket-line.ts"

export interface ScreensServerOptions {
  /** The folder of the built screens. */
  readonly folder: string
  /** 0 takes a free one. */
  readonly port: number
  /** What the screens must know to be heard: 256 bits of chance, as `newToken` makes. */
  readonly token: string
  readonly clock: Clock
  /** Called with every line that screens open. */
  onLine(line: HostLine): void
}

export interface ScreensServer {
  readonly port: number
  readonly token: string
  /** The address to open. */
  readonly url: string
  /** Ends it, and every line. */
  close(): Promise<void>
}

/** Serves the screens to browsers of this machine, and takes the lines that they open. */
export async function startScreensServer(options: ScreensServerOptions): Promise<ScreensServer> {
  const { WebSocketServer } = await import("ws")
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false, // nothing leaves the machine: packing costs more than it saves
    handleProtocols: (offered) => (offered.has("cove.bridge") ? "cove.bridge" : false),
  })
  const files = new ScreenFiles(options.folder)
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 })
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo // of TCP, as asked for
  const place: Place = { ...options, port, files, webSockets }
  server.on("request", (request, response) => void answer(place, request, response)) // it tells of its failure itself
  server.on("upgrade", (request, socket, head) => upgrade(place, { request, socket, head }))
  const { token } = options
  return { port, token, url: urlOf({ port, token }), close: () => close(server, webSockets) }
}

interface Place extends ScreensServerOptions {
  readonly files: ScreenFiles
  readonly webSockets: WebSocketServer
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen({ port, host: "127.0.0.1" }, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

async function close(server: Server, webSockets: WebSocketServer): Promise<void> {
  for (const socket of webSockets.clients) socket.terminate()
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

async function answer(place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refuse = (status: number, words: string) =>
    response
      .writeHead(status, { ...commonHeaders(place.port), "content-type": "text/plain; charset=utf-8" })
      .end(`${words}\n`)
  if (!isOwnHost(request.headers.host, place.port)) return void refuse(421, "This address is not served here")
  if (request.method !== "GET" && request.method !== "HEAD") return void refuse(405, "Screens are only read")
  const path = pathOf(request)
  if (path === alivePath) {
    const known = isToken(/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1], place.token)
    return void (known ? refuse(200, "It is") : refuse(401, "The token is missing or wrong"))
  }
  const file = await place.files.read(path).catch(() => undefined)
  if (file === undefined) return void refuse(404, "There is no such file")
  response.writeHead(200, {
    ...commonHeaders(place.port),
    "content-type": file.type,
    "content-length": file.bytes.length,
    "cache-control": file.unchanging ? "public, max-age=31536000, immutable" : "no-cache",
  })
  response.end(request.method === "HEAD" ? undefined : file.bytes)
}

/** "" for what is no address at all. */
function pathOf({ url = "" }: IncomingMessage): string {
  return URL.parse(url, "http://127.0.0.1")?.pathname ?? ""
}

interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
}

function upgrade(place: Place, { request, socket, head }: Upgrade): void {
  socket.on("error", () => socket.destroy())
  const refusal = refusalOf(place, request)
  if (refusal !== undefined) {
    socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    return
  }
  place.webSockets.handleUpgrade(request, socket, head, (webSocket) =>
    place.onLine(lineOverWebSocket(webSocket, place.clock)),
  )
}

/** A page of somebody else's can open a WebSocket to any port of this machine: it is refused by its origin already. */
function refusalOf({ port, token }: Place, request: IncomingMessage): string | undefined {
  const { headers } = request
  if (!isOwnHost(headers.host, port)) return "421 Misdirected Request"
  if (pathOf(request) !== "/bridge") return "404 Not Found"
  if (!isOwnOrigin(headers.origin, port)) return "403 Forbidden"
  return isToken(tokenIn(headers["sec-websocket-protocol"]), token) ? undefined : "401 Unauthorized"
}
