import { HttpError } from "../http-error.ts"

/** What `PodLogOptions` asks of one container's log. */
export interface LogOptions {
  readonly follow: boolean
  readonly previous: boolean
  readonly timestamps: boolean
  readonly tailLines: number | undefined
  readonly limitBytes: number | undefined
  /** Milliseconds since 1970: nothing older. */
  readonly sinceMs: number | undefined
  readonly stream: "All" | "Stdout" | "Stderr"
}

export function parseLogOptions(query: URLSearchParams, nowMs: number): LogOptions {
  const sinceSeconds = integer(query, "sinceSeconds", 1)
  const sinceTime = query.get("sinceTime")
  const sinceTimeMs = sinceTime ? Date.parse(sinceTime) : undefined
  if (Number.isNaN(sinceTimeMs)) throw new HttpError(400, `unable to decode the request's "sinceTime": ${sinceTime}`)
  const stream = query.get("stream") ?? "All"
  if (stream !== "All" && stream !== "Stdout" && stream !== "Stderr")
    throw new HttpError(422, `invalid stream "${stream}"`)
  return {
    follow: flag(query, "follow"),
    previous: flag(query, "previous"),
    timestamps: flag(query, "timestamps"),
    tailLines: integer(query, "tailLines", 0),
    limitBytes: integer(query, "limitBytes", 1),
    sinceMs: sinceSeconds === undefined ? sinceTimeMs : nowMs - sinceSeconds * 1000,
    stream,
  }
}

function flag(query: URLSearchParams, name: string): boolean {
  return ["true", "1", ""].includes(query.get(name) ?? "false")
}

function integer(query: URLSearchParams, name: string, least: number): number | undefined {
  const text = query.get(name)
  if (text === null || text === "") return undefined
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least)
    throw new HttpError(
      422,
      `invalid ${name} "${text}": must be ${least === 0 ? "greater than or equal to 0" : "greater than 0"}`,
    )
  return value
}
