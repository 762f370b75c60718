import { internalError } from "../../machinery/status/status-error.ts"

/** The longest line a watch may send: etcd's own limit for an object is 1.5 MiB, a custom store's may be more. */
const lineMaxBytes = 16 * 1024 * 1024

const newline = 0x0a

/** Cuts a stream of bytes into lines, without their ends. What stands after the last newline is dropped: it was cut off. */
export async function* decodeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let pending: Uint8Array[] = []
  let pendingBytes = 0
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      const tail = chunk.subarray(from, end)
      const line = pendingBytes === 0 ? decoder.decode(tail) : decoder.decode(join(pending, tail))
      pending = []
      pendingBytes = 0
      from = end + 1
      if (line !== "") yield line
    }
    if (from === chunk.length) continue
    pending.push(chunk.subarray(from))
    pendingBytes += chunk.length - from
    if (pendingBytes > lineMaxBytes) throw internalError(`watch event is longer than ${lineMaxBytes} bytes`)
  }
}

function join(pieces: readonly Uint8Array[], tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, tail.length))
  let at = 0
  for (const piece of [...pieces, tail]) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
