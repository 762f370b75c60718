/** A piece of a line that looks the same throughout. */
export interface AnsiSegment {
  readonly text: string
  readonly style: AnsiStyle
}

export interface AnsiStyle {
  /** 0 to 7, 8 to 15 for the bright ones: the theme says what they are. Others as `#rrggbb`. */
  readonly color?: AnsiColor | undefined
  readonly background?: AnsiColor | undefined
  readonly bold?: boolean | undefined
  readonly dim?: boolean | undefined
  readonly italic?: boolean | undefined
  readonly underline?: boolean | undefined
}

export type AnsiColor = number | `#${string}`

const plain: AnsiStyle = {}
const escapeCharacter = "\u001b"
const bell = "\u0007"

/**
 * A line in pieces of one style each. Only colours and weights are read; every other escape sequence and control
 * character is left out, so that a log cannot move the cursor, set a title or make a link.
 *
 *   "\u001b[31mred\u001b[0m plain"  →  red in colour 1, " plain" in none
 */
export function parseAnsi(line: string): readonly AnsiSegment[] {
  if (!line.includes(escapeCharacter)) return [{ text: printable(line), style: plain }]
  const segments: AnsiSegment[] = []
  let style = plain
  let at = 0
  while (at < line.length) {
    const next = line.indexOf(escapeCharacter, at)
    const text = printable(line.slice(at, next < 0 ? line.length : next))
    if (text !== "") segments.push({ text, style })
    if (next < 0) break
    const sequence = readSequence(line, next)
    if (sequence.codes !== undefined) style = restyle(style, sequence.codes)
    at = sequence.end
  }
  return segments.length === 0 ? [{ text: "", style: plain }] : segments
}

/** What of a line can be read: searched, filtered, copied. */
export function withoutAnsi(line: string): string {
  return line.includes(escapeCharacter)
    ? parseAnsi(line)
        .map(({ text }) => text)
        .join("")
    : printable(line)
}

interface Sequence {
  readonly end: number
  /** Of a sequence that changes colours. */
  readonly codes?: readonly number[]
}

function readSequence(line: string, start: number): Sequence {
  const kind = line[start + 1]
  if (kind === "]") return { end: endOfString(line, start + 2) }
  if (kind !== "[") return { end: start + 2 }
  let end = start + 2
  while (end < line.length && !/[@-~]/.test(line.charAt(end))) end++
  if (line[end] !== "m") return { end: end + 1 }
  const codes = line
    .slice(start + 2, end)
    .split(/[;:]/)
    .map(Number)
  return { end: end + 1, codes: codes.map((code) => (Number.isNaN(code) ? 0 : code)) }
}

/** A string ends with a bell, or with ESC \. */
function endOfString(line: string, from: number): number {
  const atBell = line.indexOf(bell, from)
  const atEscape = line.indexOf(escapeCharacter, from)
  if (atBell >= 0 && (atEscape < 0 || atBell < atEscape)) return atBell + 1
  return atEscape < 0 ? line.length : atEscape + 2
}

function restyle(before: AnsiStyle, codes: readonly number[]): AnsiStyle {
  let style = before
  const rest = [...codes]
  for (let code = rest.shift(); code !== undefined; code = rest.shift()) {
    if (code === 0) style = plain
    else if (code === 38 || code === 48) {
      const color = extendedColor(rest)
      style = code === 38 ? { ...style, color } : { ...style, background: color }
    } else style = { ...style, ...changeOf(code) }
  }
  return style
}

function changeOf(code: number): AnsiStyle {
  if (code >= 30 && code <= 37) return { color: code - 30 }
  if (code >= 40 && code <= 47) return { background: code - 40 }
  if (code >= 90 && code <= 97) return { color: code - 90 + 8 }
  if (code >= 100 && code <= 107) return { background: code - 100 + 8 }
  return changes[code] ?? plain
}

const changes: Readonly<Record<number, AnsiStyle>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  22: { bold: undefined, dim: undefined },
  23: { italic: undefined },
  24: { underline: undefined },
  39: { color: undefined },
  49: { background: undefined },
}

/** `5;n` of 256 colours, or `2;r;g;b`. What it read is gone from `rest`. */
function extendedColor(rest: number[]): AnsiColor | undefined {
  const form = rest.shift()
  if (form === 5) return paletteColor(rest.shift() ?? 0)
  if (form !== 2) return undefined
  const [red = 0, green = 0, blue = 0] = rest.splice(0, 3)
  return hex(red, green, blue)
}

/** 16 of the theme, then a cube of 6 x 6 x 6, then 24 greys. */
function paletteColor(index: number): AnsiColor {
  if (index < 16) return index
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10
    return hex(grey, grey, grey)
  }
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40)
  const cube = index - 16
  return hex(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6))
}

function hex(...parts: readonly [number, number, number]): AnsiColor {
  const digits = parts.map((part) => Math.min(255, Math.max(0, part)).toString(16).padStart(2, "0"))
  return `#${digits.join("")}`
}

/** Tabs stay; other control characters are left out. */
function printable(text: string): string {
  return /[^\P{Cc}\t]/u.test(text) ? text.replaceAll(/[^\P{Cc}\t]/gu, "") : text
}
