import type { Buffer } from "node:buffer"
import { once } from "node:events"
import type { Duplex } from "node:stream"
import { constants, createDeflate } from "node:zlib"
import { headerDictionary } from "./dictionary.ts"
import type { Frame } from "./frame.ts"
import { encodeData, encodeHeaders, encodePing, encodeSynStream, FrameDecoder } from "./frame.ts"

/** One stream of a connection, as its opener sees it. */
export interface SpdyStream {
  /** Resolves when the bytes are on their way and there is room for more. */
  write(bytes: Uint8Array): Promise<void>
  /** No more from this side. */
  end(): void
  /** Called for what the other side sends, then once with undefined when it will send no more. */
  onData(listener: (bytes: Buffer | undefined) => void): void
}

/**
 * The opening side of a SPDY/3.1 connection over an upgraded socket. It does no flow control of its own, as the peers
 * of container streams do none: the socket's back-pressure is all there is.
 */
export class SpdyClient {
  readonly #socket: Duplex
  readonly #decoder = new FrameDecoder()
  readonly #streams = new Map<number, Stream>()
  readonly #compressor = createDeflate({ dictionary: headerDictionary() })
  #nextId = 1

  constructor(socket: Duplex) {
    this.#socket = socket
    socket.on("data", (bytes: Buffer) => {
      for (const frame of this.#decoder.push(bytes)) this.#take(frame)
    })
    socket.on("close", () => this.#end())
    socket.on("error", () => this.#end())
  }

  /** One at a time: headers are compressed with what went before. */
  async open(headers: Readonly<Record<string, string>>): Promise<SpdyStream> {
    const id = this.#nextId
    this.#nextId += 2
    const stream = new Stream((bytes, last) => this.#send(id, bytes, last))
    this.#streams.set(id, stream)
    this.#socket.write(encodeSynStream(id, await this.#compress(encodeHeaders(headers))))
    return stream
  }

  /** Stops reading until `resume`: whoever takes the streams' bytes has enough for now. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  close(): void {
    this.#socket.destroy()
    this.#end()
  }

  async #send(id: number, bytes: Uint8Array, last: boolean): Promise<void> {
    if (this.#socket.destroyed || !this.#socket.writable) return
    let room = true
    for (const part of encodeData(id, bytes, last)) room = this.#socket.write(part)
    if (!room && !this.#socket.destroyed) await Promise.race([once(this.#socket, "drain"), once(this.#socket, "close")])
  }

  #take(frame: Frame): void {
    if (frame.type === "ping") this.#socket.write(encodePing(frame.payload))
    if (frame.type === "goaway") return
    if (frame.type !== "data" && frame.type !== "reply" && frame.type !== "reset") return
    const stream = this.#streams.get(frame.streamId)
    if (stream === undefined) return
    if (frame.type === "data" && frame.payload.length > 0) stream.take(frame.payload)
    if (frame.type === "reset" || frame.last) stream.take(undefined)
  }

  #compress(block: Buffer): Promise<Buffer> {
    const { promise, resolve } = Promise.withResolvers<Buffer>()
    this.#compressor.write(block)
    this.#compressor.flush(constants.Z_SYNC_FLUSH, () => resolve(this.#compressor.read() as Buffer)) // bytes: no object mode
    return promise
  }

  #end(): void {
    for (const stream of this.#streams.values()) stream.take(undefined)
  }
}

class Stream implements SpdyStream {
  readonly #send: (bytes: Uint8Array, last: boolean) => Promise<void>
  readonly #early: (Buffer | undefined)[] = []
  #listener: ((bytes: Buffer | undefined) => void) | undefined
  #ended = false
  #over = false

  constructor(send: (bytes: Uint8Array, last: boolean) => Promise<void>) {
    this.#send = send
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#ended ? Promise.resolve() : this.#send(bytes, false)
  }

  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#send(new Uint8Array(0), true).catch(() => {}) // the socket's own end says the same
  }

  onData(listener: (bytes: Buffer | undefined) => void): void {
    this.#listener = listener
    for (const bytes of this.#early.splice(0)) listener(bytes)
  }

  take(bytes: Buffer | undefined): void {
    if (this.#over) return
    if (bytes === undefined) this.#over = true
    if (this.#listener === undefined) this.#early.push(bytes)
    else this.#listener(bytes)
  }
}
