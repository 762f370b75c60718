import { isJsonObject } from "../../base/json.ts"

/** JSON that cannot be what its field is, in the words of Go's decoders. */
export class DecodeError extends Error {
  override readonly name = "DecodeError"
}

/** What Go calls a JSON value in "cannot unmarshal ...". */
export function jsonTypeOf(value: unknown): "string" | "number" | "bool" | "array" | "object" {
  if (typeof value === "string") return "string"
  if (typeof value === "number") return "number"
  if (typeof value === "boolean") return "bool"
  return isJsonObject(value) ? "object" : "array"
}

export function isInt32(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= -2147483648 && (value as number) <= 2147483647 // is a number
}

export function isInt64(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 2 ** 63 // is a number
}

/** What Go's base64 decoder says: which byte cannot be. Undefined: nothing is wrong. */
export function base64Error(text: string): string | undefined {
  if (text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const at = corruptByte(text)
  return at === undefined ? undefined : `illegal base64 data at input byte ${at}`
}

/** Reads in fours; line ends do not count. A four may end in one or two `=`, and then nothing follows. */
function corruptByte(text: string): number | undefined {
  const bytes = [...text.matchAll(/[^\r\n]/g)].map((match) => ({ char: match[0], at: match.index }))
  for (const [index, { char, at }] of bytes.entries()) {
    const place = index % 4
    if (/[A-Za-z0-9+/]/.test(char)) continue
    if (char !== "=" || place < 2) return at
    const [second, after] = place === 2 ? [bytes[index + 1], bytes[index + 2]] : [{ char, at }, bytes[index + 1]]
    if (second === undefined) return text.length
    return second.char === "=" ? after?.at : second.at
  }
  return bytes.length % 4 === 0 ? undefined : text.length - (bytes.length % 4)
}
