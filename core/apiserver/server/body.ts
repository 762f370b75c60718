import type { Readable } from "node:stream"
import type { StatusError } from "../../machinery/status/status-error.ts"
import { badRequest, failure } from "../../machinery/status/status-error.ts"

/** Kubernetes' limit of a request's body. */
const maxBodyBytes = 3 * 1024 * 1024

export interface BodyOptions {
  readonly maxBytes?: number
  /**
   * How long it will be, where that is certain. The stream is paused there and kept from ending: whoever resumes it
   * lets it end.
   */
  readonly length?: number | undefined
}

/** Reads a request's whole body. The bound is checked while it arrives, so a liar about its length gains nothing. */
export function readBody(stream: Readable, { maxBytes = maxBodyBytes, length }: BodyOptions = {}): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const chunks: Buffer[] = []
  let size = 0
  let isWhole = false
  const finish = () => {
    if (isWhole) return
    isWhole = true
    resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks))
  }
  stream.on("data", (chunk: Buffer) => {
    if (isWhole) return
    size += chunk.length
    if (size > maxBytes) {
      chunks.length = 0
      reject(tooLarge(maxBytes))
      return
    }
    chunks.push(chunk)
    if (size !== length) return
    stream.pause()
    stream.unshift(stopper) // a stream with nothing left to read ends though it is paused
    finish()
  })
  stream.once("end", finish)
  stream.resume()
  stream.once("error", (error) => reject(badRequest(`cannot read the request's body: ${error.message}`)))
  stream.once("close", () => isWhole || reject(badRequest("the request's body ended early")))
  return promise
}

const stopper = Buffer.alloc(1)

function tooLarge(maxBytes: number): StatusError {
  return failure(413, "RequestEntityTooLarge", `Request entity too large: limit is ${maxBytes}`)
}
