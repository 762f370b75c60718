import type { ClientHttp2Session } from "node:http2"
import { connect } from "node:http2"
import type { Answer } from "./phase.ts"

export interface Credentials {
  readonly server: string
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly contentType?: string
  readonly body?: string
}

/** Some HTTP/2 connections, used in turn, as a few busy clients would. */
export class Connections {
  readonly #sessions: readonly ClientHttp2Session[]
  #next = 0

  constructor({ server, ca, certificate, key }: Credentials, count: number) {
    const settings = { initialWindowSize: 16 * 1024 * 1024 }
    this.#sessions = Array.from({ length: count }, () => {
      const session = connect(server, { ca, cert: certificate, key, settings })
      session.on("connect", () => session.setLocalWindowSize(64 * 1024 * 1024))
      return session
    })
  }

  ask({ method, path, contentType, body }: Asked): Promise<Answer> {
    const stream = this.#pick().request({
      ":method": method,
      ":path": path,
      ...(contentType ? { "content-type": contentType } : {}),
    })
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = []
      let status = 0
      stream.on("response", (headers) => {
        status = Number(headers[":status"])
      })
      stream.on("data", (part: Buffer) => parts.push(part))
      stream.on("end", () =>
        resolve({ status, body: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) }),
      )
      stream.on("error", reject)
      stream.end(body)
    })
  }

  /** Calls back with each line of an answer that does not end, until the signal aborts. Resolves when it has begun. */
  follow(path: string, onLine: (line: Buffer) => void, signal: AbortSignal): Promise<void> {
    const stream = this.#pick().request({ ":method": "GET", ":path": path })
    signal.addEventListener("abort", () => stream.close(), { once: true })
    let rest: Buffer = Buffer.alloc(0)
    stream.on("data", (part: Buffer) => {
      const all = rest.length === 0 ? part : Buffer.concat([rest, part])
      let start = 0
      for (let end = all.indexOf(10); end >= 0; end = all.indexOf(10, start)) {
        onLine(all.subarray(start, end))
        start = end + 1
      }
      rest = all.subarray(start)
    })
    stream.on("error", () => {}) // closed at the end
    return new Promise((resolve) => stream.once("response", () => resolve()))
  }

  close(): void {
    for (const session of this.#sessions) session.destroy()
  }

  #pick(): ClientHttp2Session {
    const session = this.#sessions[this.#next++ % this.#sessions.length]
    if (session === undefined) throw new RangeError("Cannot ask: there is no connection")
    return session
  }
}
