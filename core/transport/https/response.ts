import type { ClientHttp2Stream, IncomingHttpHeaders } from "node:http2"
import type { TransportResponse } from "../../machinery/api/transport.ts"

/** Resolves when the head is there. Rejects with the signal's reason, or with `RequestLost`. */
export async function responseOf(
  stream: ClientHttp2Stream,
  signal: AbortSignal | undefined,
): Promise<TransportResponse> {
  const onAbort = () => stream.destroy(asError(signal?.reason))
  signal?.addEventListener("abort", onAbort, { once: true })
  stream.once("close", () => signal?.removeEventListener("abort", onAbort))
  const { status, headers } = await headOf(stream)
  return {
    status,
    headers,
    chunks: { [Symbol.asyncIterator]: () => chunksOf(stream, signal) },
    bytes: async () => Buffer.concat(await Array.fromAsync(chunksOf(stream, signal))),
  }
}

/** The connection or the stream ended before there was an answer. */
export class RequestLost extends Error {
  override readonly name = "RequestLost"
  /** RFC 9113, section 7. */
  readonly resetCode: number | undefined

  constructor(stream: ClientHttp2Stream, cause?: unknown) {
    super("Request was lost", cause === undefined ? {} : { cause })
    this.resetCode = stream.rstCode
  }
}

function headOf(stream: ClientHttp2Stream) {
  return new Promise<Pick<TransportResponse, "status" | "headers">>((resolve, reject) => {
    stream.once("response", (headers) => resolve({ status: headers[":status"] ?? 0, headers: plainHeaders(headers) }))
    stream.on("error", (error) => reject(new RequestLost(stream, error))) // stays: a later error comes with the chunks
    stream.once("close", () => reject(new RequestLost(stream)))
  })
}

async function* chunksOf(stream: ClientHttp2Stream, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array // no encoding is set
    if (stream.rstCode) throw new RequestLost(stream) // cut off by the end of the session
  } catch (error) {
    throw signal?.aborted ? signal.reason : new Error("Connection was lost", { cause: error })
  }
}

function plainHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(":") && value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value
  }
  return plain
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("Request was cancelled", { cause: reason })
}
