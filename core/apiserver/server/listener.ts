import { createServer as createHttp1 } from "node:http"
import { performServerHandshake, type ServerHttp2Session } from "node:http2"
import type { AddressInfo } from "node:net"
import { createServer as createTls, type TLSSocket, type TlsOptions } from "node:tls"
import type { Clock } from "../../base/clock.ts"
import type { ApiRequest, ApiResponse } from "../request.ts"
import { clientCertificateOf } from "./client-certificate.ts"
import { serveHttp1Request, serveUpgrade } from "./http1-request.ts"
import { serveHttp2Stream } from "./http2-stream.ts"

/** Never rejects: a failure is an answer too. */
export type Handle = (request: ApiRequest) => Promise<ApiResponse>

/** What is known of whoever is at the other end, asked once a connection. */
export interface Connection {
  readonly certificate: ApiRequest["certificate"]
  readonly remoteAddress: string | undefined
}

export interface ListenerOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly key: string
  readonly cert: string
  /** Whose signature makes a client's certificate count. */
  readonly clientCa: string
  readonly clock: Clock
}

export interface Listener {
  readonly address: AddressInfo
  /** Takes no new connection or request, waits two seconds for those under way, then ends them. */
  close(): Promise<void>
}

/** A client may have this much under way before it has to wait for us: lists are tens of megabytes. */
const sessionWindowBytes = 16 * 1024 * 1024
const streamWindowBytes = 1024 * 1024
/** In megabytes. Node's own 10 ends sessions that read several large lists at once. */
const maxSessionMemory = 1024
const maxConcurrentStreams = 1000
/** Go's `DefaultMaxHeaderBytes`: a selector may be long, and many groups may be impersonated. */
const maxHeaderBytes = 1024 * 1024
/** A client that opens a connection and says nothing is let go. */
const handshakeTimeoutMs = 10_000
const closeGraceMs = 2_000

/** One port for TLS with HTTP/2 and HTTP/1.1; the protocol is the client's choice (ALPN). */
export async function listen(options: ListenerOptions, handle: Handle): Promise<Listener> {
  const sockets = new Set<TLSSocket>()
  const sessions = new Set<ServerHttp2Session>()
  const connections = new WeakMap<object, Connection>()
  const http1 = createHttp1({ maxHeaderSize: maxHeaderBytes }, (message, response) => {
    serveHttp1Request(message, response, connectionOf(message.socket), handle).catch(() => response.destroy())
  })
  http1.on("upgrade", (message, socket, head) => {
    serveUpgrade(message, socket, head, connectionOf(message.socket), handle).catch(() => socket.destroy())
  })
  http1.keepAliveTimeout = 0
  http1.requestTimeout = 0

  function connectionOf(socket: object): Connection {
    return connections.get(socket) ?? { certificate: undefined, remoteAddress: undefined }
  }

  function accept(socket: TLSSocket): void {
    const connection = { certificate: clientCertificateOf(socket), remoteAddress: socket.remoteAddress }
    connections.set(socket, connection)
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
    socket.on("error", () => socket.destroy())
    socket.setNoDelay(true)
    if (socket.alpnProtocol === "h2") startSession(socket, connection)
    else http1.emit("connection", socket)
  }

  function startSession(socket: TLSSocket, connection: Connection): void {
    const session = performServerHandshake(socket, {
      maxSessionMemory,
      settings: { maxConcurrentStreams, initialWindowSize: streamWindowBytes, maxHeaderListSize: maxHeaderBytes },
    })
    session.setLocalWindowSize(sessionWindowBytes)
    sessions.add(session)
    session.once("close", () => sessions.delete(session))
    session.on("error", () => session.destroy())
    session.on("stream", (stream, headers) => {
      serveHttp2Stream(stream, headers, connection, handle).catch(() => stream.destroy())
    })
  }

  const server = createTls(tlsOptions(options), accept)
  server.on("tlsClientError", () => {}) // a client's trouble: it has been told by the handshake
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>()
  server.once("error", reject)
  server.listen(options.port, options.host, resolve)
  await listening
  server.off("error", reject)

  return {
    address: server.address() as AddressInfo, // a TCP server that listens
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      for (const session of sessions) session.close()
      http1.closeIdleConnections()
      const timer = options.clock.after(closeGraceMs, () => {
        for (const socket of sockets) socket.destroy()
      })
      await closed
      timer.cancel()
    },
  }
}

function tlsOptions({ key, cert, clientCa }: ListenerOptions): TlsOptions {
  return {
    key,
    cert,
    ca: clientCa,
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["h2", "http/1.1"],
    handshakeTimeout: handshakeTimeoutMs,
  }
}
