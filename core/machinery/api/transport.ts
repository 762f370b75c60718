/**
 * How a request reaches an API server: in the same process (`transport/loopback`), over HTTPS (`transport/https`), or
 * through the window's port. What crosses is immutable and JSON-safe.
 */
export interface Transport {
  request(request: TransportRequest): Promise<TransportResponse>
}

/** One request. Nothing in it is changed once it was handed over. */
export interface TransportRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Path and query, as on the wire. */
  readonly path: string
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly signal?: AbortSignal
}

/** Resolved to as soon as the head is there; what is wrong with a request is an answer too. */
export interface TransportResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body as it arrives; read it or `bytes`, once. Rejects with the signal's reason when that aborts. */
  readonly chunks: AsyncIterable<Uint8Array>
  bytes(): Promise<Uint8Array>
}
