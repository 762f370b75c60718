import { Buffer } from "node:buffer"

/**
 * SPDY/3.1 frames, as far as container streams need them. A control frame:
 *
 *   1 version(15) type(16) | flags(8) length(24) | payload
 *
 * and a data frame:
 *
 *   0 stream(31)           | flags(8) length(24) | payload
 */
export type Frame =
  | { readonly type: "data"; readonly streamId: number; readonly last: boolean; readonly payload: Buffer }
  | { readonly type: "reply"; readonly streamId: number; readonly last: boolean }
  | { readonly type: "reset"; readonly streamId: number }
  | { readonly type: "ping"; readonly payload: Buffer }
  | { readonly type: "goaway" }
  | { readonly type: "other" }

const version = 3
const finFlag = 1
const headBytes = 8
const types = { synStream: 1, synReply: 2, rstStream: 3, ping: 6, goaway: 7 } as const

/** Cuts a byte stream into frames. */
export class FrameDecoder {
  #pending: Buffer = Buffer.alloc(0)

  push(bytes: Buffer): readonly Frame[] {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes])
    const frames: Frame[] = []
    for (;;) {
      if (this.#pending.length < headBytes) return frames
      const end = headBytes + this.#pending.readUIntBE(5, 3)
      if (this.#pending.length < end) return frames
      frames.push(decodeFrame(this.#pending.subarray(0, end)))
      this.#pending = this.#pending.subarray(end)
    }
  }
}

function decodeFrame(frame: Buffer): Frame {
  const last = ((frame[4] ?? 0) & finFlag) !== 0
  const payload = frame.subarray(headBytes)
  if (((frame[0] ?? 0) & 0x80) === 0) return { type: "data", streamId: frame.readUInt32BE(0), last, payload }
  switch (frame.readUInt16BE(2)) {
    case types.synReply:
      return { type: "reply", streamId: payload.readUInt32BE(0) & 0x7fffffff, last }
    case types.rstStream:
      return { type: "reset", streamId: payload.readUInt32BE(0) & 0x7fffffff }
    case types.ping:
      return { type: "ping", payload }
    case types.goaway:
      return { type: "goaway" }
    default:
      return { type: "other" }
  }
}

export function encodeData(streamId: number, payload: Uint8Array, last: boolean): readonly Buffer[] {
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(streamId, 0)
  head.writeUInt8(last ? finFlag : 0, 4)
  head.writeUIntBE(payload.length, 5, 3)
  return [head, Buffer.from(payload.buffer, payload.byteOffset, payload.length)]
}

/** `headers` is the compressed block. */
export function encodeSynStream(streamId: number, headers: Buffer): Buffer {
  const payload = Buffer.alloc(10)
  payload.writeUInt32BE(streamId, 0)
  return control(types.synStream, Buffer.concat([payload, headers]))
}

export function encodePing(payload: Buffer): Buffer {
  return control(types.ping, payload)
}

function control(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt16BE(0x8000 | version, 0)
  head.writeUInt16BE(type, 2)
  head.writeUIntBE(payload.length, 5, 3)
  return Buffer.concat([head, payload])
}

/** A header block before its compression: a count, then each name and value behind its length. */
export function encodeHeaders(headers: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(headers)
  return Buffer.concat([
    uint32(entries.length),
    ...entries.flatMap(([name, value]) => [sized(name.toLowerCase()), sized(value)]),
  ])
}

function sized(text: string): Buffer {
  const bytes = Buffer.from(text, "latin1")
  return Buffer.concat([uint32(bytes.length), bytes])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
