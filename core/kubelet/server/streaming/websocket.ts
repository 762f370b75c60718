import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import type { WebSocket } from "ws"
import { WebSocketServer } from "ws"

/** The protocols a WebSocket client offers, in its order. */
export function offeredProtocols(request: IncomingMessage): readonly string[] {
  return (request.headers["sec-websocket-protocol"] ?? "").split(",").map((each) => each.trim())
}

/**
 * Accepts the WebSocket under one of its protocols, paused: whoever listens calls `resume`, so that nothing the client
 * sends at once is lost. `head` is what came behind the request.
 */
export function acceptWebSocket(
  { request, socket, head }: { readonly request: IncomingMessage; readonly socket: Duplex; readonly head: Buffer },
  protocol: string,
): Promise<WebSocket> {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  // The library refuses what is no token, and port-forwarding's protocol has a slash in it: so it never sees any.
  const { "sec-websocket-protocol": offered, ...headers } = request.headers
  const withoutProtocols: IncomingMessage = Object.create(request, { headers: { value: headers } })
  if (offered !== undefined) server.on("headers", (lines) => lines.push(`Sec-WebSocket-Protocol: ${protocol}`))
  return new Promise((resolve) =>
    server.handleUpgrade(withoutProtocols, socket, head, (ws) => {
      ws.pause()
      resolve(ws)
    }),
  )
}

/** How much may wait for a slow client before its source is told to pause. */
const waitingBytesMax = 1024 * 1024

/** Sends, and tells the source to rest while the client is behind. */
export function sendPaced(ws: WebSocket, bytes: Uint8Array, source: { pause(): void; resume(): void }): void {
  if (ws.readyState !== ws.OPEN) return
  ws.send(bytes, () => {
    if (ws.bufferedAmount < waitingBytesMax) source.resume()
  })
  if (ws.bufferedAmount >= waitingBytesMax) source.pause()
}
