import { Buffer } from "node:buffer"
import { createSocket } from "node:dgram"
import { connect } from "node:net"
import type { Clock } from "../base/clock.ts"
import type { Random } from "../base/random.ts"
import type { UpstreamReply } from "./message.ts"
import { decodeReply, encodeQuery } from "./message.ts"
import type { Upstream } from "./resolver.ts"

export interface UpstreamDeps {
  /** Addresses from the node's resolv.conf, asked in order. */
  readonly servers: readonly string[]
  readonly clock: Clock
  readonly random: Random
}

const timeoutMs = 2_000
const port = 53

/** Asks each server in turn over UDP, and again over TCP when the answer was cut. */
export function newUpstream({ servers, clock, random }: UpstreamDeps): Upstream {
  return {
    async ask(name, type, signal) {
      const failures: unknown[] = []
      for (const server of servers) {
        const id = Math.floor(random.next() * 0x10000)
        const query = encodeQuery(id, name, type)
        try {
          const reply = await overUdp(server, query, { clock, signal, id })
          return reply.truncated ? await overTcp(server, query, { clock, signal }) : reply
        } catch (error) {
          failures.push(error)
        }
      }
      throw new AggregateError(failures, `No answer for "${name}" from ${servers.join(", ")}`)
    },
  }
}

function overUdp(
  server: string,
  query: Buffer,
  { clock, signal, id }: { readonly clock: Clock; readonly signal: AbortSignal; readonly id: number },
): Promise<UpstreamReply> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4")
    const end = bounded(clock, signal, () => socket.close(), reject)
    socket.on("error", end.fail)
    socket.on("message", (bytes) => {
      const reply = tryDecode(bytes)
      if (reply?.id === id) end.succeed(() => resolve(reply)) // anything else is not the answer to this question
    })
    socket.connect(port, server, () => socket.send(query))
  })
}

function overTcp(
  server: string,
  query: Buffer,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<UpstreamReply> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, server)
    const end = bounded(clock, signal, () => socket.destroy(), reject)
    let received = Buffer.alloc(0)
    socket.on("error", end.fail)
    socket.on("connect", () => socket.write(withLength(query)))
    socket.on("data", (part) => {
      received = Buffer.concat([received, part])
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return
      const reply = tryDecode(received.subarray(2))
      if (reply === undefined) end.fail(new TypeError(`Cannot read the answer of "${server}"`))
      else end.succeed(() => resolve(reply))
    })
    socket.on("end", () => end.fail(new Error(`"${server}" closed the connection`)))
  })
}

/** DNS over TCP puts the length first (RFC 1035 §4.2.2). */
export function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(message.length)
  return Buffer.concat([length, message])
}

/** Ends once: by an answer, an error, the time or the signal, and closes what was open. */
function bounded(clock: Clock, signal: AbortSignal, close: () => void, reject: (reason: unknown) => void) {
  let over = false
  const finish = (settle: () => void) => {
    if (over) return
    over = true
    timer.cancel()
    signal.removeEventListener("abort", onAbort)
    close()
    settle()
  }
  const timer = clock.after(timeoutMs, () => finish(() => reject(new Error("timed out"))))
  const onAbort = () => finish(() => reject(signal.reason))
  signal.addEventListener("abort", onAbort, { once: true })
  return { succeed: finish, fail: (error: unknown) => finish(() => reject(error)) }
}

function tryDecode(bytes: Buffer): UpstreamReply | undefined {
  try {
    return decodeReply(bytes)
  } catch {
    return undefined
  }
}
