import type { Duplex } from "node:stream"
import type { UserInfo } from "../machinery/api/kind.ts"

/** A request as every stage sees it, whichever way it came in. Plain and cheap: no web `Request`. */
export interface ApiRequest {
  readonly method: string
  /** Undecoded, without the query. */
  readonly path: string
  /** Without the question mark; "" when there is none. */
  readonly query: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The verified client certificate's subject, where the connection has one. */
  readonly certificate?:
    | { readonly commonName: string; readonly organizations: readonly string[]; readonly uid?: string }
    | undefined
  /** Set by who lent the connection (loopback): skips authentication, never authorization. */
  readonly user?: UserInfo | undefined
  readonly remoteAddress?: string | undefined
  /** The whole body; rejects with a StatusError when it is larger than the server takes. */
  body(): Promise<Uint8Array>
  /** Aborts when the client went away or the server stops. */
  readonly signal: AbortSignal
}

/** What Kubernetes calls RequestInfo: which verb on which resource, or which path. */
export interface RequestInfo {
  readonly isResource: boolean
  /** get list watch create update patch delete deletecollection; the method in lower case for a path. */
  readonly verb: string
  readonly path: string
  readonly group: string
  readonly version: string
  readonly namespace: string
  readonly plural: string
  readonly subresource: string
  readonly name: string
  /** What follows a proxy subresource. */
  readonly rest: string
}

/** An answer in one of three forms: bytes, a stream, or a connection that is handed over. */
export type ApiResponse =
  | {
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: Uint8Array | readonly Uint8Array[]
    }
  /** A watch, a log: `run` writes until it resolves or the signal aborts. */
  | {
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly run: (sink: Sink, signal: AbortSignal) => Promise<void>
    }
  /** A request to switch protocols that was granted: whoever answers owns the connection from here on. */
  | { readonly takeOver: (socket: Duplex, head: Uint8Array, signal: AbortSignal) => Promise<void> }

/** Where a stream's bytes go. */
export interface Sink {
  /** False when what is waiting passes the bound: the caller ends the stream or waits for `drained`. */
  write(bytes: Uint8Array): boolean
  drained(signal: AbortSignal): Promise<void>
}
