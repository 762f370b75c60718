import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { join, upgradeToRuntime } from "./runtime-connection.ts"

/** Headers that belong to one hop, or carry credentials that are none of the runtime's business. */
const notForwarded: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "authorization",
  "content-length",
  "transfer-encoding",
])

/**
 * Hands the client's upgrade to the runtime as it is and joins the two: SPDY/3.1 of older clients, and WebSocket where
 * both sides speak the same protocol.
 */
export async function proxyUpgrade(
  url: URL,
  request: IncomingMessage,
  socket: Duplex,
  head: Uint8Array,
): Promise<void> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !notForwarded.has(name)) headers[name] = Array.isArray(value) ? value.join(", ") : value
  }
  const upstream = await upgradeToRuntime(url, headers)
  const lines = Object.entries(upstream.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => `${name}: ${each}`),
  )
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`)
  if (head.length > 0) upstream.socket.write(head)
  join(socket, upstream.socket)
}
