import { type ClientHttp2Session, type ClientHttp2Stream, connect, type OutgoingHttpHeaders } from "node:http2"
import type { Clock, Timer } from "../../base/clock.ts"

export interface ConnectionOptions {
  /** `https://192.168.99.100:8443` */
  readonly server: string
  /** PEM; left out: the system's authorities. */
  readonly ca?: string | undefined
  /** The client's certificate and key, PEM. */
  readonly certificate?: string | undefined
  readonly key?: string | undefined
  /** The name the server's certificate must have, where it is not the host. */
  readonly serverName?: string | undefined
  readonly insecureSkipTlsVerify?: boolean | undefined
  readonly clock: Clock
}

/** Lists of megabytes must not wait for window updates; Node's own limit of 10 MB breaks several of them at once. */
const streamWindowBytes = 4 * 1024 * 1024
const sessionWindowBytes = 64 * 1024 * 1024
const sessionMemoryMegabytes = 256

/** As client-go: a connection with requests under way is asked for a sign of life. */
const pingEveryMs = 30_000
const pingAnswerWithinMs = 15_000

/** One HTTP/2 session. It does not keep the process alive while nothing is under way. */
export class Connection {
  readonly #session: ClientHttp2Session
  readonly #clock: Clock
  #streams = 0
  #ping: Timer | undefined
  #isGoingAway = false

  constructor({ server, ca, certificate, key, serverName, insecureSkipTlsVerify = false, clock }: ConnectionOptions) {
    this.#clock = clock
    this.#session = connect(server, {
      ...(ca === undefined ? {} : { ca }),
      ...(certificate === undefined ? {} : { cert: certificate }),
      ...(key === undefined ? {} : { key }),
      ...(serverName === undefined ? {} : { servername: serverName }),
      rejectUnauthorized: !insecureSkipTlsVerify,
      maxSessionMemory: sessionMemoryMegabytes,
      settings: { initialWindowSize: streamWindowBytes, enablePush: false },
    })
    this.#session.on("connect", () => this.#session.setLocalWindowSize(sessionWindowBytes))
    this.#session.on("goaway", () => {
      this.#isGoingAway = true
    })
    this.#session.on("error", () => {}) // each stream hears of it
    this.#session.on("close", () => this.#ping?.cancel())
  }

  get isUsable(): boolean {
    return !this.#isGoingAway && !this.#session.closed && !this.#session.destroyed
  }

  request(headers: OutgoingHttpHeaders, body: Uint8Array | undefined): ClientHttp2Stream {
    const stream = this.#session.request(headers, { endStream: body === undefined })
    this.#begun()
    stream.once("close", () => this.#ended())
    if (body !== undefined) stream.end(body)
    return stream
  }

  destroy(reason: Error): void {
    this.#session.destroy(reason)
  }

  #begun(): void {
    this.#streams++
    if (this.#streams > 1) return
    this.#session.ref()
    this.#schedulePing()
  }

  #ended(): void {
    this.#streams--
    if (this.#streams > 0) return
    this.#ping?.cancel()
    if (this.#isGoingAway) this.#session.close()
    else if (!this.#session.destroyed) this.#session.unref()
  }

  #schedulePing(): void {
    this.#ping = this.#clock.after(pingEveryMs, () => {
      if (this.#session.destroyed) return
      this.#ping = this.#clock.after(pingAnswerWithinMs, () => this.destroy(new Error("Server does not answer pings")))
      this.#session.ping(() => {
        this.#ping?.cancel()
        if (this.#streams > 0) this.#schedulePing()
      })
    })
  }
}
