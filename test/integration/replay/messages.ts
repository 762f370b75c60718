/**
 * Whether two messages say the same. What is printed of an object may be any JSON of it, what is said of a difference
 * anything, and generated names vary.
 */
export function sameMessage(actual: string | undefined, recorded: string | undefined): boolean {
  const [left, right] = [normalize(actual ?? ""), normalize(recorded ?? "")]
  const pieces = right.split("<diff>")
  if (pieces.length === 1) return left === right
  const [head = "", ...rest] = pieces
  if (!left.startsWith(head)) return false
  let at = head.length
  for (const piece of rest) {
    const found = piece === "" ? left.length : left.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return true
}

function normalize(message: string): string {
  return withoutObjects(message)
    .replaceAll("x".repeat(300), "<300 x>")
    .replace(/kube-api-access-[a-z0-9]{5}/g, "kube-api-access-<id>")
    .trimEnd()
}

/** `Invalid value: {"a":"b"}: field is immutable` → `Invalid value: <object>: field is immutable`. */
function withoutObjects(message: string): string {
  const start = /(Invalid|Unsupported|Duplicate) value: (?=[{[]|null)/g
  let out = ""
  let from = 0
  for (let match = start.exec(message); match !== null; match = start.exec(message)) {
    const at = match.index + match[0].length
    out += `${message.slice(from, at)}<object>`
    from = message.startsWith("null", at) ? at + 4 : endOfObject(message, at)
    start.lastIndex = from
  }
  return out + message.slice(from)
}

function endOfObject(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '"' && text[at - 1] !== "\\") quoted = !quoted
    if (quoted) continue
    if (char === "{" || char === "[") depth++
    if (char === "}" || char === "]") depth--
    if (depth === 0) return at + 1
  }
  return text.length
}
