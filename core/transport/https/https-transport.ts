import { constants } from "node:http2"
import type { Transport, TransportRequest, TransportResponse } from "../../machinery/api/transport.ts"
import { Connection, type ConnectionOptions } from "./connection.ts"
import { type Patience, Redial } from "./redial.ts"
import { RequestLost, responseOf } from "./response.ts"

export interface HttpsOptions extends ConnectionOptions {
  /** Asked before each request, so that it may change: a projected token is renewed every hour. */
  readonly bearerToken?: () => string | Promise<string>
  /** With a server that refuses connections. Left out: requests fail at once then. */
  readonly patience?: Patience | undefined
}

/**
 * A transport to an API server over one HTTP/2 connection, made when first needed and made again when it was lost.
 * Requests that the server certainly did not look at are sent once more; other failures are the caller's.
 */
export class HttpsTransport implements Transport {
  readonly #options: HttpsOptions
  readonly #origin: URL
  #connection: Connection | undefined

  constructor(options: HttpsOptions) {
    this.#options = options
    this.#origin = new URL(options.server)
  }

  async request(request: TransportRequest): Promise<TransportResponse> {
    const headers = await this.#headersOf(request)
    const { signal } = request
    const { clock, patience } = this.#options
    const redial = patience === undefined ? undefined : new Redial(clock, patience)
    for (let attempt = 1; ; ) {
      signal?.throwIfAborted()
      const connection = this.#connect()
      try {
        return await responseOf(connection.request(headers, request.body), signal)
      } catch (error) {
        if (signal?.aborted) throw signal.reason
        if (await redial?.isWorthIt(error, signal)) continue
        if (attempt++ >= attemptsMax || !isUntouched(error)) throw this.#explain(error)
      }
    }
  }

  /** Ends what is under way. A later request connects anew. */
  close(): void {
    this.#connection?.destroy(new Error("Transport is closed"))
    this.#connection = undefined
  }

  #connect(): Connection {
    if (this.#connection?.isUsable !== true) this.#connection = new Connection(this.#options)
    return this.#connection
  }

  async #headersOf({ method, path, headers = {}, body }: TransportRequest) {
    const token = await this.#options.bearerToken?.()
    return {
      ...headers,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-length": String(body.length) }),
      ":method": method,
      ":path": `${this.#origin.pathname.replace(/\/$/, "")}${path}`,
    }
  }

  #explain(error: unknown): Error {
    return new Error(`Cannot reach "${this.#options.server}"`, { cause: error })
  }
}

/** The first attempt may meet a connection that has just been closed, the second a server that is restarting. */
const attemptsMax = 2

/** RFC 9113, section 8.7: a refused stream has not been processed. Nor has one that was never sent. */
function isUntouched(error: unknown): boolean {
  if (error instanceof RequestLost) return error.resetCode === constants.NGHTTP2_REFUSED_STREAM
  const code = error instanceof Error && "code" in error ? error.code : undefined
  return code === "ERR_HTTP2_GOAWAY_SESSION" || code === "ERR_HTTP2_INVALID_SESSION"
}
