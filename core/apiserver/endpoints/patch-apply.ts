import { isJsonObject } from "../../base/json.ts"
import type { KindDefinition, PartSubresource } from "../../machinery/api/kind.ts"
import { apiVersionOf, type Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { FieldValidation } from "../../machinery/schema/decoder.ts"
import { badRequest, conflict } from "../../machinery/status/status-error.ts"
import type { At } from "../registry/store-context.ts"
import type { EndpointDeps } from "./resource-endpoint.ts"
import { checkName } from "./update.ts"
import { readYaml } from "./yaml-value.ts"
import { yamlWords } from "./yaml-words.ts"

export interface ApplyOptions {
  readonly manager: string
  readonly force: boolean
  readonly part: PartSubresource | undefined
  readonly deps: Pick<EndpointDeps, "fields">
  readonly fieldValidation: FieldValidation
  readonly warn: (warning: string) => void
  readonly nowMs: number
}

/** Server-side apply: the text is what the manager wants to own, whatever else the object has. */
export function applyFrom(
  text: string,
  kind: KindDefinition,
  at: At,
  options: ApplyOptions,
): (current: ApiObject | undefined) => ApiObject {
  const applied = readApplied(text, kind.resource, at, options)
  const by = { name: options.manager, subresource: options.part?.name ?? "", nowMs: options.nowMs }
  return (current) => {
    if (current === undefined && applied.metadata.uid) {
      const why = `uid mismatch: the provided object specified uid ${applied.metadata.uid}, and no existing object was found`
      throw conflict(kind.resource, at.name, why)
    }
    return options.deps.fields.apply(kind, current, applied, by, options.force)
  }
}

/** The applied object as far as it can be read without a schema: what it is, and whose. */
export function readApplied(
  text: string,
  resource: Pick<Resource, "group" | "version" | "kind">,
  at: At,
  strictness: Pick<ApplyOptions, "fieldValidation" | "warn">,
): ApiObject {
  const value = parse(text, strictness)
  const kind = typeof value["kind"] === "string" ? value["kind"] : ""
  const apiVersion = typeof value["apiVersion"] === "string" ? value["apiVersion"] : ""
  if (kind !== resource.kind || apiVersion !== apiVersionOf(resource)) {
    const [group, version] = apiVersion.includes("/") ? apiVersion.split("/", 2) : ["", apiVersion]
    throw badRequest(`invalid object type: ${group}/${version}, Kind=${kind}`)
  }
  const given = isJsonObject(value["metadata"]) ? value["metadata"] : {}
  if (given["managedFields"] !== undefined && given["managedFields"] !== null) {
    throw badRequest("metadata.managedFields must be nil")
  }
  // Only metadata is read before the field manager has checked the whole against the schema.
  const applied = { ...value, metadata: { name: at.name, ...given } } as unknown as ApiObject
  checkName(applied, at.name)
  return applied
}

function parse(
  text: string,
  { fieldValidation, warn }: Pick<ApplyOptions, "fieldValidation" | "warn">,
): Readonly<Record<string, unknown>> {
  const { value, duplicates } = decode(text)
  if (duplicates !== undefined && fieldValidation !== "Ignore") {
    const why = `error converting YAML to JSON: ${duplicates}`
    if (fieldValidation === "Strict") throw badRequest(`error strict decoding YAML: ${why}`)
    warn(why)
  }
  if (value === null) return {} // an empty text
  if (!isJsonObject(value)) throw badRequest("error decoding YAML: the patch is no object")
  return value
}

function decode(text: string): ReturnType<typeof readYaml> {
  try {
    return readYaml(text)
  } catch (error) {
    throw badRequest(`error decoding YAML: error converting YAML to JSON: ${yamlWords(error)}`)
  }
}
