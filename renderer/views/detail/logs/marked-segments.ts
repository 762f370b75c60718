import { type AnsiStyle, parseAnsi } from "./ansi.ts"
import { spansOf } from "./log-search.ts"

/** A piece of a line with one style, found by the search or not. */
export interface MarkedSegment {
  readonly text: string
  readonly style: AnsiStyle
  readonly isMatch: boolean
  /** Where in the line it begins. */
  readonly from: number
}

/** A line's pieces, cut where what was found begins and ends. */
export function markedSegments(line: string, matcher: RegExp | undefined): readonly MarkedSegment[] {
  const segments = parseAnsi(line)
  const spans = matcher === undefined ? [] : spansOf(matcher, segments.map(({ text }) => text).join(""))
  let start = 0
  return segments.flatMap(({ text, style }) => {
    const end = start + text.length
    const cuts = [start, end, ...spans.flatMap(({ from, to }) => [from, to]).filter((cut) => cut > start && cut < end)]
    const ordered = [...new Set(cuts)].toSorted((a, b) => a - b)
    const begin = start
    start = end
    return ordered.slice(0, -1).map((from, at) => ({
      text: text.slice(from - begin, (ordered[at + 1] ?? end) - begin),
      style,
      isMatch: spans.some((span) => span.from <= from && from < span.to),
      from,
    }))
  })
}
