import { Buffer } from "node:buffer"
import type { Socket as UdpSocket } from "node:dgram"
import { createSocket } from "node:dgram"
import type { Server, Socket } from "node:net"
import { createServer } from "node:net"
import type { Component } from "../base/component.ts"
import type { Log } from "../base/log.ts"
import { aborted } from "../base/signals.ts"
import type { Question } from "./message.ts"
import { decodeQuestion, encodeReply, serverFailure } from "./message.ts"
import type { Resolver } from "./resolver.ts"
import { withLength } from "./upstream.ts"

export interface DnsServerDeps {
  readonly resolver: Resolver
  readonly host: string
  readonly port: number
  readonly log: Log
}

const tcpIdleMs = 10_000
const questionBytesMax = 4_096

/** Port 53 on UDP and TCP. What cannot be read is dropped; everything else is answered. */
export class DnsServer implements Component {
  readonly name = "kube-dns"
  readonly needs: readonly string[] = []
  readonly #deps: DnsServerDeps
  readonly #counts = { questions: 0, failures: 0 }
  #port = 0

  constructor(deps: DnsServerDeps) {
    this.#deps = deps
  }

  /** The port it listens on, once it is ready: of use when it was asked for 0. */
  get port(): number {
    return this.#port
  }

  get counts(): Readonly<{ questions: number; failures: number }> {
    return this.#counts
  }

  async run({ signal, ready }: { readonly signal: AbortSignal; ready(): void }): Promise<void> {
    const connections = new Set<Socket>()
    const tcp = createServer((socket) => {
      connections.add(socket)
      socket.on("close", () => connections.delete(socket))
      this.#serveTcp(socket, signal)
    })
    await listen(tcp, this.#deps)
    const address = tcp.address()
    this.#port = typeof address === "object" && address !== null ? address.port : this.#deps.port
    const udp = createSocket({ type: "udp4", reuseAddr: false })
    await bind(udp, { host: this.#deps.host, port: this.#port })
    udp.on("message", (bytes, from) => this.#serveUdp(udp, bytes, from, signal))
    ready()
    await aborted(signal)
    for (const socket of connections) socket.destroy()
    await Promise.all([
      new Promise((resolve) => tcp.close(resolve)),
      new Promise<void>((resolve) => udp.close(() => resolve())),
    ])
  }

  #serveUdp(
    udp: UdpSocket,
    bytes: Buffer,
    from: { readonly address: string; readonly port: number },
    signal: AbortSignal,
  ): void {
    this.#answer(bytes, signal, (question, encode) => {
      if (!signal.aborted) udp.send(encode(question.udpBytesMax), from.port, from.address)
    })
  }

  #serveTcp(socket: Socket, signal: AbortSignal): void {
    let received = Buffer.alloc(0)
    socket.setTimeout(tcpIdleMs, () => socket.destroy())
    socket.on("error", () => socket.destroy())
    socket.on("data", (part) => {
      received = Buffer.concat([received, part])
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const length = received.readUInt16BE(0)
        const message = received.subarray(2, 2 + length)
        received = received.subarray(2 + length)
        this.#answer(message, signal, (_, encode) => {
          if (socket.writable) socket.write(withLength(encode()))
        })
      }
      if (received.length > questionBytesMax) socket.destroy()
    })
  }

  #answer(
    bytes: Buffer,
    signal: AbortSignal,
    send: (question: Question, encode: (bytesMax?: number) => Buffer) => void,
  ): void {
    let question: Question | undefined
    try {
      question = decodeQuestion(bytes)
    } catch {
      return
    }
    if (question === undefined) return
    const asked = question
    this.#counts.questions++
    this.#deps.resolver
      .resolve(asked.name, asked.type, signal)
      .catch((error: unknown) => {
        this.#counts.failures++
        this.#deps.log.error("Failed to resolve", { name: asked.name, type: asked.type, error })
        return serverFailure
      })
      .then((reply) => send(asked, (bytesMax) => encodeReply(asked, reply, bytesMax)))
      .catch((error: unknown) => this.#deps.log.error("Failed to send an answer", { name: asked.name, error }))
  }
}

function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen({ host, port }, () => {
      server.removeListener("error", reject)
      resolve()
    })
  })
}

function bind(socket: UdpSocket, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject)
    socket.bind({ address: host, port }, () => {
      socket.removeListener("error", reject)
      resolve()
    })
  })
}
