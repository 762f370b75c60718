import { isJsonObject } from "../base/json.ts"

/**
 * Messages as WebSocket frames. Most are JSON in a text frame. A message whose input or value has bytes as a direct
 * member is a binary frame:
 *
 *   | 4 bytes: length of the head | the head: JSON without the bytes | the bytes |
 *
 *   {type: "item", id: 7, value: {type: "chunk", bytes}}  →  head {…, value: {type: "chunk"}, bytesAt: ["value", "bytes"]}
 */
export function encodeFrame(message: object): string | Uint8Array {
  const found = findBytes(message)
  if (found === undefined) return JSON.stringify(message)
  const { part, member, bytes, rest } = found
  const head = new TextEncoder().encode(JSON.stringify({ ...message, [part]: rest, bytesAt: [part, member] }))
  const frame = new Uint8Array(4 + head.length + bytes.length)
  new DataView(frame.buffer).setUint32(0, head.length)
  frame.set(head, 4)
  frame.set(bytes, 4 + head.length)
  return frame
}

/** What `encodeFrame` made; throws a SyntaxError or a RangeError for anything else. */
export function decodeFrame(frame: string | Uint8Array): unknown {
  if (typeof frame === "string") return JSON.parse(frame)
  const length = new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(0)
  const head: unknown = JSON.parse(new TextDecoder().decode(frame.subarray(4, 4 + length)))
  if (!isJsonObject(head)) throw new SyntaxError("Frame has no head")
  const { bytesAt, ...message } = head
  const [part = "", member = ""] = Array.isArray(bytesAt) ? bytesAt.map(String) : []
  const rest = message[part]
  if (!isJsonObject(rest)) throw new SyntaxError("Frame has no place for its bytes")
  return { ...message, [part]: { ...rest, [member]: frame.subarray(4 + length) } }
}

function findBytes(message: object) {
  for (const part of ["input", "value"] as const) {
    const holder: unknown = (message as { readonly input?: unknown; readonly value?: unknown })[part]
    if (typeof holder !== "object" || holder === null) continue
    for (const [member, bytes] of Object.entries(holder)) {
      if (!(bytes instanceof Uint8Array)) continue
      const { [member]: _, ...rest } = holder as Readonly<Record<string, unknown>> // an object, as just seen
      return { part, member, bytes, rest }
    }
  }
  return undefined
}
