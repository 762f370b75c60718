import { Buffer } from "node:buffer"

/** A line of a CRI log: `2026-11-22T04:37:26.433664561Z stdout F hello`. */
export interface LogLine {
  /** As it stands there, RFC 3339 with nanoseconds. */
  readonly time: string
  readonly stream: "stdout" | "stderr"
  /** `P`: the line goes on in the next entry. */
  readonly partial: boolean
  readonly content: Buffer
}

const space = 0x20

/** Undefined for what is no log line. `line` comes without its newline. */
export function parseLogLine(line: Buffer): LogLine | undefined {
  const afterTime = line.indexOf(space)
  const afterStream = line.indexOf(space, afterTime + 1)
  if (afterTime < 0 || afterStream < 0) return undefined
  const afterTags = line.indexOf(space, afterStream + 1)
  const stream = line.toString("latin1", afterTime + 1, afterStream)
  if (stream !== "stdout" && stream !== "stderr") return undefined
  const tags = line.toString("latin1", afterStream + 1, afterTags < 0 ? line.length : afterTags)
  return {
    time: line.toString("latin1", 0, afterTime),
    stream,
    partial: tags.split(":").includes("P"),
    content: afterTags < 0 ? Buffer.alloc(0) : line.subarray(afterTags + 1),
  }
}
