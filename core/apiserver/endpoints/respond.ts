import { stringify } from "yaml"
import type { StatusError } from "../../machinery/status/status-error.ts"
import type { ApiResponse } from "../request.ts"
import type { Representation } from "./answer/negotiate.ts"

export type Headers = Readonly<Record<string, string>>

/** On every answer of the API: what is read may be different the next time. */
const uncached = { "cache-control": "no-cache, private" } as const

const contentTypes = { json: "application/json", yaml: "application/yaml" } as const

const plain: Representation = { format: "json", as: undefined, pretty: false }

/** An object that has no bytes yet. */
export function objectResponse(
  status: number,
  object: unknown,
  representation: Representation = plain,
  headers?: Headers,
): ApiResponse {
  return { status, headers: headersFor(representation, headers), body: encode(object, representation) }
}

/** Bytes of JSON as they are kept: handed on untouched, unless the client wants to read them itself. */
export function bytesResponse(
  status: number,
  bytes: Uint8Array | readonly Uint8Array[],
  representation: Representation = plain,
  headers?: Headers,
): ApiResponse {
  if (representation.format === "json" && !representation.pretty) {
    const parts = bytes instanceof Uint8Array ? [bytes, newline] : [...bytes, newline]
    return { status, headers: headersFor(representation, headers), body: parts }
  }
  const text = Buffer.concat(bytes instanceof Uint8Array ? [bytes] : bytes).toString()
  return objectResponse(status, JSON.parse(text), representation, headers)
}

export function statusResponse(error: StatusError): ApiResponse {
  const retryAfter = error.status.details?.retryAfterSeconds
  const extra = retryAfter === undefined ? undefined : { "retry-after": String(retryAfter) }
  return objectResponse(error.code, error.status, plain, extra)
}

export function textResponse(status: number, text: string, headers?: Headers): ApiResponse {
  return {
    status,
    headers: {
      ...uncached,
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
      ...headers,
    },
    body: Buffer.from(text),
  }
}

/** What a path gets that leads nowhere. */
export function pageNotFound(): ApiResponse {
  return textResponse(404, "404 page not found\n")
}

export function headersFor({ format }: Pick<Representation, "format">, headers?: Headers): Headers {
  return { ...uncached, "content-type": contentTypes[format], ...headers }
}

/** `Warning:` headers, joined as HTTP allows: kubectl prints each (RFC 7234 section 5.5, code 299). */
export function warningHeaders(warnings: readonly string[]): Headers | undefined {
  if (warnings.length === 0) return undefined
  const quoted = warnings.map((warning) => `299 - "${warning.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`)
  return { warning: [...new Set(quoted)].join(", ") }
}

function encode(object: unknown, { format, pretty }: Representation): Uint8Array {
  if (format === "yaml")
    return Buffer.from(stringify(object, { sortMapEntries: true, indentSeq: false, lineWidth: 0, version: "1.1" }))
  return Buffer.from(pretty ? JSON.stringify(object, undefined, 2) : `${JSON.stringify(object)}\n`)
}

const newline = Buffer.from("\n")
