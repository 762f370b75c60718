/** One line that a container said. */
export interface LogLine {
  /** Ever growing in the order of arrival: names the line once. */
  readonly id: number
  /** Which container of which pod. */
  readonly source: string
  /** In RFC 3339 with nanoseconds, as the API server sends it; "" for a line that has none. */
  readonly timestamp: string
  readonly text: string
}

/** A line as it comes with `timestamps=true`: `2026-01-02T03:04:05.678901234Z words`. */
export function parseLogLine(line: string, of: Pick<LogLine, "id" | "source">): LogLine {
  const space = line.indexOf(" ")
  const first = space < 0 ? line : line.slice(0, space)
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(first)) return { ...of, timestamp: "", text: line }
  return { ...of, timestamp: first, text: space < 0 ? "" : line.slice(space + 1) }
}

/**
 * A text that sorts as the moments do. Fractions have trailing zeros left out, so that plain texts would not:
 * `05.1Z` is before `05.12Z`, and `Z` sorts behind every digit.
 */
export function timestampKey(timestamp: string): string {
  return timestamp.endsWith("Z") ? timestamp.slice(0, -1) : timestamp
}
