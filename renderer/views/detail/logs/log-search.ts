import type { LogLine } from "../../../data/log-line.ts"
import { withoutAnsi } from "./ansi.ts"

/** What is looked for in a log, as it is typed. */
export interface LogQuery {
  readonly text: string
  readonly matchCase: boolean
  readonly regexp: boolean
}

/** Where in a line something was found. */
export interface TextSpan {
  readonly from: number
  readonly to: number
}

/** What finds the text in a line; undefined while nothing is asked for, or the expression cannot be read. */
export function newMatcher({ text, matchCase, regexp }: LogQuery): RegExp | undefined {
  if (text === "") return undefined
  try {
    return new RegExp(regexp ? text : RegExp.escape(text), matchCase ? "gu" : "giu")
  } catch {
    return undefined
  }
}

export function spansOf(matcher: RegExp, text: string): readonly TextSpan[] {
  const found = [...text.matchAll(matcher)].filter(([words]) => words !== "")
  return found.map(({ index, 0: words }) => ({ from: index, to: index + words.length }))
}

/** The lines that have it, by their positions. */
export function matchingLines(lines: readonly LogLine[], matcher: RegExp): readonly number[] {
  const matching: number[] = []
  for (const [at, line] of lines.entries()) {
    if (spansOf(matcher, withoutAnsi(line.text)).length > 0) matching.push(at)
  }
  return matching
}

/** The match after (or before) the one that one is at, around the ends. */
export function nextMatch(count: number, current: number | undefined, step: 1 | -1): number | undefined {
  if (count === 0) return undefined
  if (current === undefined) return step === 1 ? 0 : count - 1
  return (current + step + count) % count
}

/** As a text file has it: timestamps where there are any, the source where there is more than one. */
export function formatLog(
  lines: readonly LogLine[],
  { timestamps, sources }: { timestamps: boolean; sources: boolean },
) {
  return lines
    .map(({ source, timestamp, text }) =>
      [
        ...(sources ? [`[${source}]`] : []),
        ...(timestamps && timestamp !== "" ? [timestamp] : []),
        withoutAnsi(text),
      ].join(" "),
    )
    .concat("")
    .join("\n")
}
