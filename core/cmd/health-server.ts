import type { IncomingMessage, Server, ServerResponse } from "node:http"
import { createServer } from "node:http"
import { createServer as createSecureServer } from "node:https"
import type { Component } from "../base/component.ts"
import { aborted } from "../base/signals.ts"

export interface HealthServerOptions {
  readonly host: string
  readonly port: number
  /** By path: what to answer; throws or rejects for "not well", with the reason. */
  readonly checks: Readonly<Record<string, () => Promise<string> | string>>
  /** PEM; left out: plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
}

/** Answers probes over HTTP or HTTPS: 200 with the check's text, 503 with the reason, 404 for anything else. */
export class HealthServer implements Component {
  readonly name = "health"
  readonly needs: readonly string[] = []
  readonly #options: HealthServerOptions

  constructor(options: HealthServerOptions) {
    this.#options = options
  }

  async run({ signal, ready }: { readonly signal: AbortSignal; ready(): void }): Promise<void> {
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      const check = this.#options.checks[new URL(request.url ?? "/", "http://localhost").pathname]
      if (check === undefined) {
        response.writeHead(404).end("404 page not found")
        return
      }
      Promise.try(check).then(
        (text) => response.end(text),
        (error: unknown) => response.writeHead(503).end(error instanceof Error ? error.message : String(error)),
      )
    }
    const { tls } = this.#options
    const server = tls === undefined ? createServer(answer) : createSecureServer(tls, answer)
    await listen(server, this.#options)
    ready()
    await aborted(signal)
    server.closeAllConnections()
    server.close()
  }
}

function listen(server: Server, { host, port }: HealthServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen({ host, port }, resolve)
  })
}
