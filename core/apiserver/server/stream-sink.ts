import type { Writable } from "node:stream"
import type { Sink } from "../request.ts"

/** How much may wait for a slow reader before `write` says stop. */
const maxWaitingBytes = 4 * 1024 * 1024

/** A stream's end as a `Sink`: bytes are handed over as they are and never copied. */
export function newStreamSink(stream: Writable, maxWaiting = maxWaitingBytes): Sink {
  return {
    write(bytes) {
      if (stream.destroyed) return false
      stream.write(bytes)
      return stream.writableLength <= maxWaiting
    },
    drained(signal) {
      if (stream.writableLength === 0) return Promise.resolve()
      return new Promise((resolve, reject) => {
        const finish = (then: () => void) => {
          stream.off("drain", drained)
          stream.off("close", closed)
          signal.removeEventListener("abort", aborted)
          then()
        }
        const drained = () => finish(resolve)
        const closed = () => finish(() => reject(new Error("Stream closed before it was drained")))
        const aborted = () => finish(() => reject(signal.reason))
        stream.once("drain", drained)
        stream.once("close", closed)
        signal.addEventListener("abort", aborted)
      })
    },
  }
}

/** Up to here one copy is cheaper than one more frame. */
const joinedBytes = 64 * 1024

/** An answer's last bytes: small ones as one, large ones as they are. */
export function endWith(stream: Writable, body: Uint8Array | readonly Uint8Array[]): void {
  if (body instanceof Uint8Array) stream.end(body)
  else if (lengthOf(body) <= joinedBytes) stream.end(Buffer.concat(body))
  else {
    stream.cork() // all parts in one write
    for (const part of body) stream.write(part)
    stream.end()
  }
}

export function lengthOf(body: Uint8Array | readonly Uint8Array[]): number {
  if (body instanceof Uint8Array) return body.length
  return body.reduce((sum, part) => sum + part.length, 0)
}
