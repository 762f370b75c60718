import type { KindDefinition } from "../../machinery/api/kind.ts"
import { apiVersionOf } from "../../machinery/api/resource.ts"
import { invalid } from "../../machinery/field/field-error.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { goFormat } from "../../machinery/patch/go-format.ts"
import { applyJsonPatch, readJsonPatch } from "../../machinery/patch/json-patch.ts"
import { mergePatch, readMergePatch, readStrategicPatch } from "../../machinery/patch/merge-patch.ts"
import { strategicMerge } from "../../machinery/patch/strategic-merge.ts"
import type { Decoder, FieldValidation } from "../../machinery/schema/decoder.ts"
import { DecodeError } from "../../machinery/schema/scalars.ts"
import type { Schema } from "../../machinery/schema/schema.ts"
import { failure, invalidObject, notFound } from "../../machinery/status/status-error.ts"
import type { ApiRequest } from "../request.ts"
import { parseMediaType } from "./answer/media-type.ts"
import { duplicatesIn } from "./duplicates.ts"

export type ReadPatch =
  | { readonly type: "json"; readonly patch: ReturnType<typeof readJsonPatch> }
  | { readonly type: "merge" | "strategic"; readonly patch: unknown; readonly duplicates: readonly string[] }
  | { readonly type: "apply"; readonly text: string }

/** The patch a request carries. Throws 415 for a language nobody speaks. */
export async function readPatch(request: ApiRequest): Promise<ReadPatch> {
  const { type } = parseMediaType(request.headers["content-type"] ?? "")
  const language = languages[type]
  if (language === undefined) throw failure(415, "UnsupportedMediaType", "415: Unsupported Media Type", {})
  const bytes = await request.body()
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
  switch (language) {
    case "json":
      return { type: language, patch: readJsonPatch(text) }
    case "merge":
      return { type: language, ...withDuplicates(text, readMergePatch(text)) }
    case "strategic":
      return { type: language, ...withDuplicates(text, readStrategicPatch(text)) }
    case "apply":
      return { type: language, text }
  }
}

function withDuplicates(
  text: string,
  patch: unknown,
): { readonly patch: unknown; readonly duplicates: readonly string[] } {
  return { patch, duplicates: duplicatesIn(text, patch) }
}

const languages: Readonly<Record<string, ReadPatch["type"]>> = {
  "application/json-patch+json": "json",
  "application/merge-patch+json": "merge",
  "application/strategic-merge-patch+json": "strategic",
  "application/apply-patch+yaml": "apply",
}

export interface PatchTools {
  readonly decoder: Decoder
  readonly schema: Schema
  readonly fieldValidation: FieldValidation
  readonly warn: (warning: string) => void
}

/** The patched object, as its type has it. What a patch makes that is no such object is the patch's fault: 422. */
export function decodePatched(
  patch: Exclude<ReadPatch, { readonly type: "apply" }>,
  { resource }: Pick<KindDefinition, "resource">,
  current: ApiObject | undefined,
  tools: PatchTools,
  name = current?.metadata.name ?? "",
): ApiObject {
  if (current === undefined) throw notFound(resource, name)
  const patched = patchedBy(patch, resource.type, current, tools.schema)
  try {
    const duplicates = patch.type === "json" || tools.fieldValidation === "Ignore" ? [] : patch.duplicates
    const { object, warnings } = tools.decoder.decode<ApiObject>(
      resource.type,
      patched,
      tools.fieldValidation,
      duplicates,
    )
    for (const warning of warnings) tools.warn(warning)
    return { ...object, kind: resource.kind, apiVersion: apiVersionOf(resource) }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const isStrategic = patch.type === "strategic"
    const shown = isStrategic ? goFormat(patch.patch) : JSON.stringify(patched)
    const why = isStrategic ? converterWords(error.message) : error.message
    throw invalidObject({ group: "", kind: "" }, "", [invalid("patch", shown, why)])
  }
}

function patchedBy(
  patch: Exclude<ReadPatch, { readonly type: "apply" }>,
  typeName: string,
  current: ApiObject,
  schema: Schema,
): unknown {
  switch (patch.type) {
    case "json":
      return applyJsonPatch(current, patch.patch)
    case "merge":
      return mergePatch(current, patch.patch)
    case "strategic":
      return strategicMerge(schema, typeName, current, patch.patch)
  }
}

/**
 * A strategically patched object is not decoded but converted, and the converter has words of its own
 * (k8s.io/apimachinery `runtime/converter.go`).
 */
function converterWords(message: string): string {
  const match = /^json: cannot unmarshal (\w+).* of type (.*)$/.exec(message)
  const [, given = "", wanted = ""] = match ?? []
  if (match === null) return message
  const kind = goKinds[given] ?? given
  if (wanted.startsWith("[]")) return `cannot restore slice from ${kind}`
  if (wanted.startsWith("map[")) return `cannot restore map from ${kind}`
  if (wanted === "string" || plain.has(wanted)) {
    const converts = given === "number" && wanted === "string"
    return converts ? `cannot convert int64 to ${wanted}` : `unrecognized type: ${wanted}`
  }
  return kind === "map" || kind === "slice" ? `unrecognized type: string` : `cannot restore struct from: ${kind}`
}

const plain: ReadonlySet<string> = new Set(["int32", "int64", "bool", "float64", "uint8"])

const goKinds: Readonly<Record<string, string>> = { object: "map", array: "slice", number: "int64" }
