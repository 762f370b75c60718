import type { IncomingMessage, ServerResponse } from "node:http"
import { createServer } from "node:https"
import type { Duplex } from "node:stream"
import type { TLSSocket } from "node:tls"
import type { Component } from "../../base/component.ts"
import { aborted } from "../../base/signals.ts"
import type { KubeletServerDeps } from "./deps.ts"
import { HttpError } from "./http-error.ts"
import type { Exchange, Routes } from "./routes.ts"
import { newRoutes } from "./routes.ts"
import { UsageRates } from "./stats/usage-rate.ts"

export interface KubeletServerOptions {
  readonly host: string
  /** 10250, as everywhere. */
  readonly port: number
  /** PEM. */
  readonly certificate: string
  readonly key: string
  readonly clientCa: string
}

/**
 * The kubelet's HTTPS port: logs, exec, attach, port-forward, pods and statistics. TLS verifies a client certificate
 * where there is one; whether its owner may is asked of the API server.
 */
export class KubeletServer implements Component {
  readonly name = "kubelet-server"
  readonly needs: readonly string[] = []
  readonly #deps: KubeletServerDeps
  readonly #options: KubeletServerOptions
  readonly #routes: Routes

  constructor(deps: KubeletServerDeps, options: KubeletServerOptions) {
    this.#deps = deps
    this.#options = options
    this.#routes = newRoutes(deps, new UsageRates())
  }

  async run({ signal, ready }: { readonly signal: AbortSignal; ready(): void }): Promise<void> {
    const { certificate: cert, key, clientCa: ca, host, port } = this.#options
    const server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: false })
    const sockets = new Set<Duplex>()
    server.on("secureConnection", (socket: TLSSocket) => {
      sockets.add(socket)
      socket.on("close", () => sockets.delete(socket))
      socket.on("error", () => socket.destroy())
    })
    server.on("request", (request, response) => this.#answer(request, response, signal))
    server.on("upgrade", (request, socket, head) => this.#upgrade({ request, socket, head }, signal))
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject)
      server.listen({ host, port }, resolve)
    })
    ready()
    await aborted(signal)
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }

  #answer(request: IncomingMessage, response: ServerResponse, stopped: AbortSignal): void {
    const gone = new AbortController()
    response.on("close", () => gone.abort())
    const signal = AbortSignal.any([gone.signal, stopped])
    this.#route(request, signal)
      .then(async ({ first, exchange }) => {
        const answer = this.#routes.plain.get(first)
        if (answer === undefined)
          throw new HttpError(this.#routes.upgrades.has(first) ? 400 : 404, notHere(first, this.#routes))
        await answer(exchange, response)
      })
      .catch((error: unknown) => {
        if (signal.aborted) return
        const { code, message } = this.#explain(error, request)
        if (response.headersSent) response.destroy()
        else response.writeHead(code, { "content-type": "text/plain; charset=utf-8" }).end(message)
      })
  }

  #upgrade(
    upgrade: { readonly request: IncomingMessage; readonly socket: Duplex; readonly head: Buffer },
    stopped: AbortSignal,
  ): void {
    const { request, socket } = upgrade
    socket.on("error", () => socket.destroy())
    this.#route(request, stopped)
      .then(async ({ first, exchange }) => {
        const answer = this.#routes.upgrades.get(first)
        if (answer === undefined) throw new HttpError(404, "404 page not found")
        await answer(exchange, upgrade)
      })
      .catch((error: unknown) => {
        const { code, message } = this.#explain(error, request)
        if (!socket.writable) return
        const head = `HTTP/1.1 ${code} ${statusWords[code] ?? "Error"}\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n`
        socket.end(`${head}content-length: ${Buffer.byteLength(message)}\r\n\r\n${message}`)
      })
  }

  async #route(
    request: IncomingMessage,
    signal: AbortSignal,
  ): Promise<{ readonly first: string; readonly exchange: Exchange }> {
    const url = new URL(request.url ?? "/", "https://kubelet")
    const refusal = await this.#deps.authorize({
      method: request.method ?? "GET",
      path: url.pathname,
      authorization: request.headers.authorization,
      certificate: certificateOf(request.socket as TLSSocket), // the server is TLS
    })
    if (refusal !== undefined) throw new HttpError(refusal.code, refusal.message)
    const [first = "", ...rest] = url.pathname
      .split("/")
      .filter((part) => part !== "")
      .map(decodeURIComponent)
    return { first, exchange: { url, rest, signal } }
  }

  #explain(error: unknown, request: IncomingMessage): { readonly code: number; readonly message: string } {
    if (error instanceof HttpError) return error
    const message = error instanceof Error ? error.message : String(error)
    this.#deps.log.warn("Request to the kubelet failed", {
      method: request.method,
      url: request.url?.split("?")[0],
      error,
    })
    return { code: 500, message }
  }
}

const statusWords: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  500: "Internal Server Error",
}

function notHere(first: string, routes: Routes): string {
  return routes.upgrades.has(first) ? "Upgrade request required" : "404 page not found"
}

function certificateOf(
  socket: TLSSocket,
): { readonly commonName: string; readonly organizations: readonly string[] } | undefined {
  if (!socket.authorized) return undefined
  const subject = socket.getPeerCertificate().subject as
    | { readonly CN?: string; readonly O?: string | readonly string[] }
    | undefined // node's typings know one of each
  if (subject?.CN === undefined) return undefined
  return { commonName: subject.CN, organizations: [subject.O ?? []].flat() }
}
