import type { UserInfo } from "../../machinery/api/kind.ts"
import type { Transport, TransportRequest, TransportResponse } from "../../machinery/api/transport.ts"
import { badRequest } from "../../machinery/status/status-error.ts"
import { ByteQueue } from "./byte-queue.ts"

/** A request handler in the same process: an API server's. The shape is `ApiRequest` of `apiserver/request.ts`. */
export type LoopbackHandler = (request: LoopbackRequest) => Promise<LoopbackResponse>

export interface LoopbackRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly user: UserInfo
  body(): Promise<Uint8Array>
  readonly signal: AbortSignal
}

export type LoopbackResponse =
  | {
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: Uint8Array | readonly Uint8Array[]
    }
  | {
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly run: (sink: LoopbackSink, signal: AbortSignal) => Promise<void>
    }
  /** A connection to be taken over (exec, port-forward): there is none here. */
  | { readonly takeOver: unknown }

export interface LoopbackSink {
  write(bytes: Uint8Array): boolean
  drained(signal: AbortSignal): Promise<void>
}

/** A transport into a handler of this process, as one user: not authenticated again, but authorized like any other. */
export function loopback(handler: LoopbackHandler, user: UserInfo): Transport {
  return { request: (request) => send(handler, user, request) }
}

async function send(
  handler: LoopbackHandler,
  user: UserInfo,
  { method, path: pathAndQuery, headers = {}, body = nothing, signal: asked }: TransportRequest,
): Promise<TransportResponse> {
  asked?.throwIfAborted()
  const stop = new AbortController()
  const onAbort = () => stop.abort(asked?.reason)
  const { signal } = stop
  asked?.addEventListener("abort", onAbort, { once: true })
  const release = () => asked?.removeEventListener("abort", onAbort)
  const [path = "", query = ""] = splitQuery(pathAndQuery)
  const request = { method, path, query, headers, user, body: async () => body, signal }
  try {
    const response = await untilAborted(handler(request), signal)
    if ("takeOver" in response) throw badRequest("Upgrade request required")
    if ("run" in response) return streamed(response, stop, release)
    release()
    return whole(response)
  } catch (error) {
    release()
    throw error
  }
}

const nothing = new Uint8Array()

function splitQuery(pathAndQuery: string): readonly string[] {
  const mark = pathAndQuery.indexOf("?")
  return mark < 0 ? [pathAndQuery, ""] : [pathAndQuery.slice(0, mark), pathAndQuery.slice(mark + 1)]
}

type Whole = Extract<LoopbackResponse, { readonly body: unknown }>
type Streamed = Extract<LoopbackResponse, { readonly run: unknown }>

function whole({ status, headers, body }: Whole): TransportResponse {
  const pieces = body instanceof Uint8Array ? [body] : body
  return {
    status,
    headers,
    chunks: {
      async *[Symbol.asyncIterator]() {
        yield* pieces
      },
    },
    bytes: async () => (body instanceof Uint8Array ? body : joinBytes(pieces)),
  }
}

function streamed({ status, headers, run }: Streamed, stop: AbortController, release: () => void): TransportResponse {
  const queue = new ByteQueue(stop.signal)
  run(queue, stop.signal).then(
    () => queue.end(),
    (error) => queue.fail(error),
  )
  async function* chunks() {
    try {
      yield* queue.chunks()
    } finally {
      release()
      stop.abort(new Error("Reader went away"))
    }
  }
  return {
    status,
    headers,
    chunks: { [Symbol.asyncIterator]: chunks },
    bytes: async () => joinBytes(await Array.fromAsync(chunks())),
  }
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces)
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  signal.addEventListener("abort", onAbort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener("abort", onAbort)
  }
}
