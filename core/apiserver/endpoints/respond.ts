import { stringify } from "yaml"
import { inEnvelope } from "../../machinery/protobuf/envelope.ts"
import type { TypeMeta } from "../../machinery/protobuf/protobuf.ts"
import type { StatusError } from "../../machinery/status/status-error.ts"
import type { ApiResponse } from "../request.ts"
import { protobufType, type Representation, type TextRepresentation } from "./answer/negotiate.ts"

export type Headers = Readonly<Record<string, string>>

/** On every answer of the API: what is read may be different the next time. */
const uncached = { "cache-control": "no-cache, private" } as const

const contentTypes = { json: "application/json", yaml: "application/yaml", protobuf: protobufType } as const

const plain: TextRepresentation = { format: "json", as: undefined, pretty: false }

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

/** An object whose protobuf message is there already. */
export function messageResponse(status: number, meta: TypeMeta, message: Uint8Array, headers?: Headers): ApiResponse {
  return { status, headers: headersFor({ format: "protobuf" }, headers), body: inEnvelope(meta, message) }
}

export function statusResponse(error: StatusError, representation?: Representation): ApiResponse {
  const retryAfter = error.status.details?.retryAfterSeconds
  const extra = retryAfter === undefined ? undefined : { "retry-after": String(retryAfter) }
  return objectResponse(error.code, error.status, representation, extra)
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
  const quoted = bounded([...new Set(warnings)]).map(
    (warning) => `299 - "${headerText(warning).replaceAll(/["\\]/g, "\\$&")}"`,
  )
  return { warning: quoted.join(", ") }
}

/** As k8s.io/apiserver bounds them: past the first number of characters in all, each is cut to the second. */
const warningsMax = 4 * 1024
const warningMax = 256

function bounded(warnings: readonly string[]): readonly string[] {
  const length = warnings.reduce((sum, warning) => sum + warning.length, 0)
  if (length <= warningsMax) return warnings
  return warnings.slice(0, warningsMax / warningMax).map((warning) => warning.slice(0, warningMax))
}

/** A header holds bytes: UTF-8, as Kubernetes sends it, without what would end the line. */
function headerText(text: string): string {
  return Buffer.from(text.replaceAll(/[\p{Cc}]/gu, " ")).toString("latin1")
}

function encode(object: unknown, representation: Representation): Uint8Array {
  // What is answered as protobuf was found to be an object of a kind that has it.
  if (representation.format === "protobuf") return representation.protobuf.encode(object as TypeMeta)
  const { format, pretty } = representation
  if (format === "yaml")
    return Buffer.from(stringify(object, { sortMapEntries: true, indentSeq: false, lineWidth: 0, version: "1.1" }))
  return Buffer.from(pretty ? JSON.stringify(object, undefined, 2) : `${JSON.stringify(object)}\n`)
}

const newline = Buffer.from("\n")
