import { isJsonObject } from "../../base/json.ts"
import { apiVersionOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { LazyProtobuf } from "../../machinery/protobuf/lazy-protobuf.ts"
import type { Decoder, FieldValidation } from "../../machinery/schema/decoder.ts"
import { parseJson } from "../../machinery/schema/json-text.ts"
import { DecodeError } from "../../machinery/schema/scalars.ts"
import type { Schema } from "../../machinery/schema/schema.ts"
import { badRequest, type StatusError, unsupportedMediaType } from "../../machinery/status/status-error.ts"
import type { ApiRequest } from "../request.ts"
import { parseMediaType } from "./answer/media-type.ts"
import { duplicatesIn } from "./duplicates.ts"
import { whyNoTypeMeta } from "./type-meta.ts"
import { readYaml } from "./yaml-value.ts"
import { yamlWords } from "./yaml-words.ts"

export interface BodyType {
  readonly group: string
  readonly version: string
  readonly kind: string
  /** Its type in the schema. */
  readonly type: string
}

export type BodyFormat = "json" | "yaml" | "protobuf"

export interface BodyOptions {
  readonly decoder: Decoder
  readonly protobuf: LazyProtobuf
  readonly schema: Schema
  readonly validation: FieldValidation
  readonly warn: (warning: string) => void
}

/** The object a request carries, as its type has it. Defaults are the kind's affair and not applied here. */
export async function readObject(request: ApiRequest, wanted: BodyType, options: BodyOptions): Promise<ApiObject> {
  const format = formatOf(request)
  const bytes = await request.body()
  if (format === "protobuf") return readProtobuf(bytes, wanted, options)
  const text = textOf(bytes)
  const { value, duplicates: inYaml } = parseText(text, format, wanted)
  const untyped = whyNoTypeMeta(value)
  if (untyped !== undefined) throw unreadable(wanted, untyped, bytes)
  checkKind(value, wanted, options.schema)
  if (options.validation === "Ignore") return decodeObject(value, wanted, options)
  const duplicates = format === "json" ? duplicatesIn(text, value) : inYaml === undefined ? [] : [inYaml]
  return decodeObject(value, wanted, { ...options, duplicates })
}

/** JSON of any origin (a body, a patched object) as an object of the wanted type. */
function decodeObject(
  value: unknown,
  wanted: BodyType,
  options: {
    readonly decoder: Decoder
    readonly validation: FieldValidation
    readonly warn: (warning: string) => void
    readonly duplicates?: readonly string[]
  },
): ApiObject {
  try {
    const { object, warnings } = options.decoder.decode<ApiObject>(
      wanted.type,
      value,
      options.validation,
      options.duplicates,
    )
    for (const warning of warnings) options.warn(warning)
    return { ...object, kind: wanted.kind, apiVersion: apiVersionOf(wanted) }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    throw cannotHandle(wanted, wanted, error.message)
  }
}

/** `application/json` when nothing is said. */
export function formatOf({ headers }: Pick<ApiRequest, "headers">): BodyFormat {
  const { type } = parseMediaType(headers["content-type"] ?? "application/json")
  if (type === "" || type === "application/json") return "json"
  if (type === "application/yaml") return "yaml"
  if (type === "application/vnd.kubernetes.protobuf") return "protobuf"
  throw unknownFormat("application/json, application/yaml, application/vnd.kubernetes.protobuf")
}

function unknownFormat(known: string): StatusError {
  return unsupportedMediaType(
    `the body of the request was in an unknown format - accepted media types include: ${known}`,
  )
}

async function readProtobuf(bytes: Uint8Array, wanted: BodyType, options: BodyOptions): Promise<ApiObject> {
  const protobuf = await options.protobuf.load()
  if (!protobuf.hasType(wanted.type)) throw unknownFormat("application/json, application/yaml")
  const envelope = orElse(
    () => protobuf.open(bytes),
    (why) => unrecognized(wanted, why, bytes),
  )
  checkKind({ kind: envelope.kind, apiVersion: envelope.apiVersion }, wanted, options.schema)
  const value = orElse(
    () => protobuf.read(wanted.type, envelope),
    (why) => cannotHandle(wanted, wanted, why),
  )
  return decodeObject(value, wanted, options)
}

/** What `read` gives; `refuse` puts into words why it cannot. */
function orElse<T>(read: () => T, refuse: (why: string) => StatusError): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    throw refuse(error.message)
  }
}

function parseText(text: string, format: "json" | "yaml", wanted: BodyType): ReturnType<typeof readYaml> {
  const isYaml = format === "yaml"
  try {
    return isYaml ? readYaml(text) : { value: parseJson(text), duplicates: undefined }
  } catch (error) {
    if (isYaml) throw unrecognized(wanted, `error converting YAML to JSON: ${yamlWords(error)}`, Buffer.from(text))
    throw unreadable(wanted, error instanceof Error ? error.message : String(error), Buffer.from(text))
  }
}

function unreadable(wanted: BodyType, why: string, bytes: Uint8Array): StatusError {
  return unrecognized(wanted, `couldn't get version/kind; json parse error: ${why}`, bytes)
}

function unrecognized({ kind }: BodyType, why: string, bytes: Uint8Array): StatusError {
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${summary(bytes)})`)
}

/** What the body says it is has to be what the path asks for; what it leaves out, the path says. */
function checkKind(value: unknown, wanted: BodyType, schema: Schema): void {
  if (!isJsonObject(value)) return
  const kind = typeof value["kind"] === "string" && value["kind"] !== "" ? value["kind"] : wanted.kind
  const expected = apiVersionOf(wanted)
  const apiVersion =
    typeof value["apiVersion"] === "string" && value["apiVersion"] !== "" ? value["apiVersion"] : expected
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1)
  if (kind !== wanted.kind) {
    const [group = ""] = apiVersion.includes("/") ? apiVersion.split(/[./]/, 1) : ["core"]
    const why = schema.has(`${group}.${version}.${kind}`)
      ? `converting (${version}.${kind}) to (${wanted.version}.${wanted.kind}): unknown conversion`
      : `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/api/legacyscheme/scheme.go:30"`
    throw cannotHandle({ kind, version }, wanted, why)
  }
  if (apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    )
  }
}

function cannotHandle(
  given: { readonly kind: string; readonly version: string },
  wanted: BodyType,
  why: string,
): StatusError {
  return badRequest(`${given.kind} in version "${given.version}" cannot be handled as a ${wanted.kind}: ${why}`)
}

const summaryLength = 30

/** The beginning of a body that cannot be read, as k8s.io/apiserver's `summarizeData` shows it. */
function summary(bytes: Uint8Array): string {
  if (bytes.length === 0) return "<empty>"
  const first = Buffer.from(bytes.subarray(0, summaryLength))
  const shown = first.toString(first[0] === openingBrace ? "utf8" : "hex")
  return bytes.length > summaryLength ? `${shown} ...` : shown
}

const openingBrace = 0x7b

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
}
