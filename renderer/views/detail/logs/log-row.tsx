import { clsx } from "clsx"
import { memo } from "react"
import type { LogLine } from "../../../data/log-line.ts"
import { markedSegments } from "./marked-segments.ts"
import { segmentStyle, sourceColor } from "./segment-style.ts"

export interface LogRowProps {
  readonly line: LogLine
  readonly matcher: RegExp | undefined
  /** The match that one is at. */
  readonly isCurrent: boolean
  readonly timestamps: boolean
  readonly sources: boolean
  readonly wrap: boolean
}

/** One line of a log. Drawn again only when something of it changed: there are thousands. */
export const LogRow = memo(function LogRow({ line, matcher, isCurrent, timestamps, sources, wrap }: LogRowProps) {
  return (
    <div
      className={clsx(
        "px-3 leading-5 hover:bg-hover",
        wrap ? "break-all whitespace-pre-wrap" : "whitespace-pre",
        isCurrent && "bg-selected",
      )}
    >
      {timestamps && line.timestamp !== "" && <span className="mr-2 text-faint">{shortTime(line.timestamp)}</span>}
      {sources && (
        <span className="mr-2" style={{ color: sourceColor(line.source) }}>
          {line.source}
        </span>
      )}
      {markedSegments(line.text, matcher).map(({ text, style, isMatch, from }) =>
        isMatch ? (
          <mark key={from} className={isCurrent ? "bg-accent text-on-accent" : "bg-warn-soft text-warn-ink"}>
            {text}
          </mark>
        ) : (
          <span key={from} style={segmentStyle(style)}>
            {text}
          </span>
        ),
      )}
    </div>
  )
})

/** To the millisecond: `2026-01-02 03:04:05.678`. */
function shortTime(timestamp: string): string {
  return timestamp.replace("T", " ").replace(/(\.\d{3})\d*/, "$1")
}
