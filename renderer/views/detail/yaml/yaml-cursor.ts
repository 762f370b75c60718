import type { Step } from "./field-path.ts"

/** Where one is in a YAML text while one types, when it may not be YAML yet. */
export interface CursorPlace {
  /** Of the map that the line belongs to, from the top of its document. */
  readonly path: readonly Step[]
  /** The key on the line, when the cursor is behind its colon. */
  readonly key: string | undefined
  /** What is typed so far of the key or the value. */
  readonly typed: string
  /** Where `typed` begins in the text. */
  readonly from: number
  /** The keys that the same map has on other lines. */
  readonly siblings: readonly string[]
}

interface Line {
  /** Where the first key begins, dashes counted as its indent. */
  readonly column: number
  /** The columns of the dashes before it. */
  readonly dashes: readonly number[]
  readonly key: string | undefined
  readonly text: string
}

/** Reads indents and dashes only, so that a half-written text has a place too. Flow style has none: undefined. */
export function placeAt(text: string, position: number): CursorPlace | undefined {
  const lineStart = text.lastIndexOf("\n", position - 1) + 1
  const typedLine = text.slice(lineStart, position)
  if (/^\s*#|\s#/.test(typedLine)) return undefined
  const lines = linesOfDocument(text.slice(0, lineStart))
  const rest = text.slice(position).split("\n")
  const current = readLine(typedLine)
  const value = /^(\s*(?:- +)*)("?[\w./-]+"?):(\s+)(.*)$/.exec(typedLine)
  const path = pathTo(lines, current)
  const siblings = siblingsOf(lines, rest.slice(1), current)
  if (value !== null) {
    const [, , key = "", , typed = ""] = value
    return { path, key: unquoted(key), typed, from: position - typed.length, siblings }
  }
  const typed = typedLine.slice(current.column)
  if (/[{}[\],:]/.test(typed)) return undefined
  return { path, key: undefined, typed, from: position - typed.length, siblings }
}

/** The lines since the last `---`. */
function linesOfDocument(before: string): readonly Line[] {
  const lines = before.split("\n").slice(0, -1)
  const begin = lines.findLastIndex((line) => /^---(\s|$)/.test(line))
  return lines
    .slice(begin + 1)
    .filter((line) => line.trim() !== "" && !/^\s*#/.test(line))
    .map(readLine)
}

function readLine(text: string): Line {
  const dashes: number[] = []
  let column = /^ */.exec(text)?.[0].length ?? 0
  while (text[column] === "-" && (text[column + 1] === " " || column + 1 === text.length)) {
    dashes.push(column)
    column += 1 + (/^ */.exec(text.slice(column + 1))?.[0].length ?? 0)
  }
  const key = /^("[^"]*"|'[^']*'|[^\s:#][^:#]*?)\s*:(\s|$)/.exec(text.slice(column))?.[1]
  return { column, dashes, key: key === undefined ? undefined : unquoted(key), text }
}

/** Goes up, from key to the key above it that is less indented, and counts the items of lists on the way. */
function pathTo(lines: readonly Line[], current: Line): readonly Step[] {
  const path: Step[] = []
  const walk = { column: current.column, dashes: [...current.dashes] }
  for (let at = lines.length - 1; ; at--) {
    if (walk.dashes.length > 0) closeItem(path, walk, lines.slice(0, at + 1))
    if (at < 0) return path
    const line = lines[at]
    if (line === undefined || line.key === undefined) continue
    const isParent = line.column < walk.column
    const inItem = line.column === walk.column && line.dashes.length > 0 && walk.dashes.length === 0
    if (inItem) walk.dashes = [...line.dashes]
    else if (isParent) {
      path.unshift(line.key)
      walk.column = line.column
      walk.dashes = [...line.dashes]
    }
  }
}

/** Where the map is an item, its position in the list; then the list's key is looked for at the dash's column. */
function closeItem(path: Step[], walk: { column: number; dashes: number[] }, above: readonly Line[]): void {
  for (let dash = walk.dashes.pop(); dash !== undefined; dash = walk.dashes.pop()) {
    path.unshift(positionOf(above, dash))
    walk.column = dash + 0.5 // a list may stand at its key's own column
  }
}

function positionOf(above: readonly Line[], dash: number): number {
  let position = 0
  for (const line of above.toReversed()) {
    const outermost = line.dashes[0] ?? line.column
    if (line.dashes.includes(dash)) position++
    else if (outermost < dash || (outermost === dash && line.dashes.length === 0)) break
  }
  return position
}

function siblingsOf(above: readonly Line[], below: readonly string[], current: Line): readonly string[] {
  const keys: string[] = []
  if (current.dashes.length === 0) {
    for (const line of above.toReversed()) {
      if (line.column < current.column) break
      if (line.column === current.column && line.key !== undefined) keys.push(line.key)
      if (line.column === current.column && line.dashes.length > 0) break
    }
  }
  for (const text of below) {
    if (/^---(\s|$)/.test(text)) break
    if (text.trim() === "") continue
    const line = readLine(text)
    if (line.column < current.column || line.dashes.some((dash) => dash <= current.column)) break
    if (line.column === current.column && line.key !== undefined) keys.push(line.key)
  }
  return keys
}

function unquoted(key: string): string {
  return key.replace(/^(["'])(.*)\1$/, "$2")
}
