import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2"
import { constants } from "node:http2"
import type { ApiRequest, ApiResponse } from "../request.ts"
import { readBody } from "./body.ts"
import { Ending } from "./ending.ts"
import type { Connection, Handle } from "./listener.ts"
import { endWith, newStreamSink } from "./stream-sink.ts"

/** One request on an HTTP/2 session. The raw stream and one buffer an answer: the compatibility layer costs half the speed. */
export async function serveHttp2Stream(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  connection: Connection,
  handle: Handle,
): Promise<void> {
  stream.on("error", () => stream.destroy())
  // Its end is read when the answer is out: a stream that has ended is destroyed before its last write is done, and Node
  // makes an error with a stack of that, for nobody, at a fifth of what reading an object costs.
  stream.pause()
  stream.once("finish", () => stream.resume())
  const ending = new Ending()
  stream.once("close", () => ending.closed())
  const response = await handle(requestOf(stream, headers, connection, ending.signal))
  if (!("run" in response)) ending.answered()
  answer(stream, response, ending.signal)
}

function requestOf(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  connection: Connection,
  signal: AbortSignal,
): ApiRequest {
  const target = String(headers[":path"] ?? "/")
  const at = target.indexOf("?")
  let body: Promise<Uint8Array> | undefined
  return {
    method: String(headers[":method"] ?? "GET"),
    path: at < 0 ? target : target.slice(0, at),
    query: at < 0 ? "" : target.slice(at + 1),
    // Node joins what may come twice, set-cookie apart, which no client sends.
    headers: headers as Readonly<Record<string, string | undefined>>,
    certificate: connection.certificate,
    remoteAddress: connection.remoteAddress,
    body: () => (body ??= bodyOf(stream, headers)),
    signal,
  }
}

function answer(stream: ServerHttp2Stream, response: ApiResponse, signal: AbortSignal): void {
  if (stream.destroyed) return
  if ("takeOver" in response) {
    stream.close(constants.NGHTTP2_HTTP_1_1_REQUIRED)
    return
  }
  stream.respond({ ":status": response.status, ...response.headers })
  if ("run" in response) {
    response.run(newStreamSink(stream), signal).then(
      () => stream.end(),
      () => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
    )
    return
  }
  endWith(stream, response.body)
}

/** HTTP/2 holds a client to the length it has named (RFC 9113 section 8.1.1). */
function bodyOf(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<Uint8Array> {
  if (stream.endAfterHeaders) return Promise.resolve(nothing)
  const length = Number(headers["content-length"])
  return readBody(stream, length > 0 ? { length } : {})
}

const nothing = new Uint8Array()
