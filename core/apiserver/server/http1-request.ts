import type { IncomingMessage, ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import type { ApiRequest, ApiResponse } from "../request.ts"
import { readBody } from "./body.ts"
import { Ending } from "./ending.ts"
import type { Connection, Handle } from "./listener.ts"
import { endWith, lengthOf, newStreamSink } from "./stream-sink.ts"

/** One request on an HTTP/1.1 connection. */
export async function serveHttp1Request(
  message: IncomingMessage,
  response: ServerResponse,
  connection: Connection,
  handle: Handle,
): Promise<void> {
  const ending = new Ending()
  response.once("close", () => ending.closed())
  response.on("error", () => response.destroy())
  const given = await handle(requestOf(message, connection, ending.signal))
  if (response.destroyed) return
  if ("takeOver" in given) {
    response.writeHead(400).end()
    return
  }
  if ("run" in given) {
    response.writeHead(given.status, given.headers)
    response.flushHeaders()
    await given.run(newStreamSink(response), ending.signal).then(
      () => response.end(),
      () => response.destroy(),
    )
    return
  }
  ending.answered()
  response.writeHead(given.status, { ...given.headers, "content-length": lengthOf(given.body) })
  if (message.method === "HEAD") response.end()
  else endWith(response, given.body)
}

/** A request to switch protocols: its answer takes the connection over, or is an ordinary one and its end. */
export async function serveUpgrade(
  message: IncomingMessage,
  socket: Duplex,
  head: Uint8Array,
  connection: Connection,
  handle: Handle,
): Promise<void> {
  const ending = new Ending()
  socket.once("close", () => ending.closed())
  socket.on("error", () => socket.destroy())
  const given = await handle(requestOf(message, connection, ending.signal))
  if (socket.destroyed) return
  if ("takeOver" in given) await given.takeOver(socket, head, ending.signal)
  else socket.end(rawAnswer(given))
}

function requestOf(message: IncomingMessage, connection: Connection, signal: AbortSignal): ApiRequest {
  const target = message.url ?? "/"
  const at = target.indexOf("?")
  let body: Promise<Uint8Array> | undefined
  return {
    method: message.method ?? "GET",
    path: at < 0 ? target : target.slice(0, at),
    query: at < 0 ? "" : target.slice(at + 1),
    // Node joins what may come twice, set-cookie apart, which no client sends.
    headers: message.headers as Readonly<Record<string, string | undefined>>,
    certificate: connection.certificate,
    remoteAddress: connection.remoteAddress,
    body: () => (body ??= readBody(message)),
    signal,
  }
}

function rawAnswer(response: Exclude<ApiResponse, { readonly takeOver: unknown }>): Buffer {
  const body =
    "run" in response
      ? Buffer.alloc(0)
      : Buffer.concat(
          "length" in response.body && !(response.body instanceof Uint8Array) ? response.body : [response.body],
        )
  const headers = { ...response.headers, "content-length": String(body.length), connection: "close" }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${response.status} \r\n${lines.join("")}\r\n`), body])
}
