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
    stream.once("response", (headers) => {
      resolve({ status: headers[":status"] ?? 0, headers: plainHeaders(headers) })
    })
    stream.on("error", (error) => reject(new RequestLost(stream, error))) // stays: a later error comes with the chunks
    stream.once("close", () => reject(new RequestLost(stream)))
  })
}

/**
 * The body as it arrives, from the moment somebody reads it. Not by iterating the stream: Node.js calls an HTTP/2 stream
 * closed when the last byte came in, read or not, and its iterator would take that for a loss.
 */
async function* chunksOf(stream: ClientHttp2Stream, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const chunk: Uint8Array | null = stream.read() // no encoding is set
      if (chunk !== null) yield chunk
      else if (stream.readableEnded) break
      else if (stream.destroyed) throw stream.errored ?? new RequestLost(stream)
      else await somethingNew(stream)
    }
    if (stream.rstCode) throw new RequestLost(stream) // cut off by the end of the session
  } catch (error) {
    throw signal?.aborted ? signal.reason : new Error("Connection was lost", { cause: error })
  } finally {
    if (!stream.readableEnded) stream.destroy()
  }
}

function somethingNew(stream: ClientHttp2Stream): Promise<void> {
  const events = ["readable", "end", "error", "close"] as const
  return new Promise((resolve) => {
    const onEvent = () => {
      for (const event of events) stream.off(event, onEvent)
      resolve()
    }
    for (const event of events) stream.on(event, onEvent)
  })
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
