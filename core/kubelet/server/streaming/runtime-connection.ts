import { Buffer } from "node:buffer"
import type { IncomingHttpHeaders } from "node:http"
import { request } from "node:http"
import type { Duplex } from "node:stream"
import { HttpError } from "../http-error.ts"

/**
 * Connects to a URL of the runtime's streaming server and upgrades the connection. What it answers instead of an
 * upgrade is passed on as a failure.
 */
export function upgradeToRuntime(url: URL, headers: Readonly<Record<string, string>>): Promise<UpgradedConnection> {
  return new Promise((resolve, reject) => {
    // A WebSocket begins with GET, whoever asks (RFC 6455); SPDY's clients say POST.
    const method = headers["upgrade"]?.toLowerCase() === "websocket" ? "GET" : "POST"
    const outgoing = request(url, { method, headers: { connection: "Upgrade", ...headers }, agent: false })
    outgoing.on("upgrade", (response, socket, head) => {
      if (head.length > 0) socket.unshift(head)
      resolve({ socket, headers: response.headers })
    })
    outgoing.on("response", (response) => {
      const parts: Buffer[] = []
      response.on("data", (part: Buffer) => parts.push(part))
      response.on("end", () =>
        reject(new HttpError(response.statusCode ?? 500, Buffer.concat(parts).toString().trim())),
      )
    })
    outgoing.on("error", (error) =>
      reject(new HttpError(500, `The container runtime did not answer: ${error.message}`, { cause: error })),
    )
    outgoing.end()
  })
}

export interface UpgradedConnection {
  readonly socket: Duplex
  /** What the runtime answered with its 101. */
  readonly headers: IncomingHttpHeaders
}

/** Joins two connections until one of them ends. */
export function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to)
    from.on("error", () => to.destroy())
    from.on("close", () => to.destroy())
  }
}
