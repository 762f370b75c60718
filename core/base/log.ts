export type LogLevel = "debug" | "info" | "warn" | "error"

export type LogFields = Readonly<Record<string, unknown>>

/** Constant message in the past tense, fields apart. Log a failure or throw it, never both. */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** The same sink, with these fields on every line. */
  with(fields: LogFields): Log
}

export interface LogRecord {
  readonly level: LogLevel
  readonly message: string
  readonly fields: LogFields
}

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"]

/** A log that hands each record at or above `level` to `sink`. */
export function newLog(sink: (record: LogRecord) => void, level: LogLevel = "info", fields: LogFields = {}): Log {
  const least = levels.indexOf(level)
  function write(at: LogLevel, message: string, extra: LogFields = {}) {
    if (levels.indexOf(at) >= least) sink({ level: at, message, fields: { ...fields, ...extra } })
  }
  return {
    debug: (message, extra) => write("debug", message, extra),
    info: (message, extra) => write("info", message, extra),
    warn: (message, extra) => write("warn", message, extra),
    error: (message, extra) => write("error", message, extra),
    with: (extra) => newLog(sink, level, { ...fields, ...extra }),
  }
}

/** Says nothing. */
export const silentLog: Log = newLog(() => {})

/** One line in the form Kubernetes' components write: `I1122 09:23:14.123000 "Deleted pod" pod="default/web"`. */
export function formatLogRecord(record: LogRecord, nowMs: number): string {
  const iso = new Date(nowMs).toISOString()
  const head = `${record.level[0]?.toUpperCase()}${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000`
  const fields = Object.entries(record.fields)
    .map(([key, value]) => ` ${key}=${formatField(value)}`)
    .join("")
  return `${head} ${JSON.stringify(record.message)}${fields}`
}

function formatField(value: unknown): string {
  if (value instanceof Error) return JSON.stringify(describeError(value))
  return JSON.stringify(value) ?? "undefined"
}

/** An error's message followed by those of its causes. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}: ${describeError(error.cause)}`
}
