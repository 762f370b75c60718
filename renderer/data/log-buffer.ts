import { type LogLine, timestampKey } from "./log-line.ts"

/** Lines of several containers in the order of their timestamps, at most so many: the oldest go first. */
export interface LogBuffer {
  readonly lines: readonly LogLine[]
  /** How many were let go of. */
  readonly dropped: number
}

/** As many lines as are kept. */
const logLinesMax = 50_000

export const emptyLog: LogBuffer = { lines: [], dropped: 0 }

/**
 * With more lines, each at its time. Lines of one source keep their order, and one without a timestamp stays behind the
 * line that it came after. What comes is nearly always the newest, so only the end is merged.
 *
 *   kept 1 3 5, new 4 6  →  1 3 4 5 6
 */
export function addLines(buffer: LogBuffer, added: readonly LogLine[], max: number = logLinesMax): LogBuffer {
  if (added.length === 0) return buffer
  const sorted = sortedByTime(added)
  const firstKey = keyOf(sorted[0])
  const { lines } = buffer
  let from = lines.length
  while (from > 0 && keyOf(lines[from - 1]) > firstKey) from--
  const merged = [...lines.slice(0, from), ...merge(lines.slice(from), sorted)]
  const surplus = Math.max(0, merged.length - max)
  return { lines: surplus === 0 ? merged : merged.slice(surplus), dropped: buffer.dropped + surplus }
}

function sortedByTime(lines: readonly LogLine[]): readonly LogLine[] {
  let last = ""
  const timed = lines.map((line) => {
    if (line.timestamp !== "") last = timestampKey(line.timestamp)
    return { line, key: last }
  })
  return timed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ line }) => line)
}

function merge(kept: readonly LogLine[], added: readonly LogLine[]): readonly LogLine[] {
  const merged: LogLine[] = []
  let at = 0
  for (const line of added) {
    const key = keyOf(line)
    for (let next = kept[at]; next !== undefined && (key === "" || keyOf(next) <= key); next = kept[++at])
      merged.push(next)
    merged.push(line)
  }
  return [...merged, ...kept.slice(at)]
}

function keyOf(line: LogLine | undefined): string {
  return line === undefined ? "" : timestampKey(line.timestamp)
}
