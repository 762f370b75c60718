/** Deeper texts are not counted: a value so deep must not be walked without care. */
const mostDepth = 500

/**
 * How many members the objects in a JSON text have together, those that stand twice counted twice; undefined for one
 * that is too deep.
 */
export function countMembersIn(text: string): number | undefined {
  let count = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === colon) count++
    else if (code === quote) at = endOfString(text, at)
    else if (code === brace || code === bracket) {
      if (++depth > mostDepth) return undefined
    } else if (code === closingBrace || code === closingBracket) depth--
  }
  return count
}

/** How many members the objects in a value have together. */
export function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item)
    return count
  }
  const members = value as Readonly<Record<string, unknown>> // neither null nor a list
  for (const name in members) count += 1 + countMembers(members[name])
  return count
}

/** Where the string that begins at `start` ends: a quote behind an even number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === backslash) before--
    if ((end - before) % 2 === 1) return end
  }
  return text.length
}

const colon = 0x3a
const brace = 0x7b
const bracket = 0x5b
const closingBrace = 0x7d
const closingBracket = 0x5d
const quote = 0x22
const backslash = 0x5c
