/**
 * How a request reaches an API server: in the same process (`transport/loopback`), over HTTPS (`transport/https`), or
 * through the window's port. What crosses is immutable and JSON-safe.
 */
export interface Transport {
  request(request: TransportRequest): Promise<TransportResponse>
}

export interface TransportRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Path and query, as on the wire. */
  readonly path: string
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly signal?: AbortSignal
}

export interface TransportResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body as it arrives; read it or `bytes`, once. Rejects with the signal's reason when that aborts. */
  readonly chunks: AsyncIterable<Uint8Array>
  bytes(): Promise<Uint8Array>
}
