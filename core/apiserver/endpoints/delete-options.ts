import { isJsonObject } from "../../base/json.ts"
import type { FieldError } from "../../machinery/field/field-error.ts"
import { invalid, notSupported } from "../../machinery/field/field-error.ts"
import type { DeleteOptions } from "../../machinery/meta/v1.gen.ts"
import { parseJson } from "../../machinery/schema/json-text.ts"
import { DecodeError } from "../../machinery/schema/scalars.ts"
import { badRequest } from "../../machinery/status/status-error.ts"
import type { ApiRequest } from "../request.ts"
import { formatOf } from "./body.ts"
import { refuseOptions } from "./options-invalid.ts"
import { boolOf, intOf, queryOf } from "./query.ts"
import type { EndpointDeps } from "./resource-endpoint.ts"
import { dryRunErrors } from "./write-options.ts"
import { parseYamlValue } from "./yaml-value.ts"

const deleteOptionsType = "meta.v1.DeleteOptions"

type DeleteTools = Pick<EndpointDeps, "decoder" | "protobuf">

const policies = ["Background", "Foreground", "Orphan"] as const

/** How to delete: in the body, or in the query of who sends none. */
export async function readDeleteOptions(request: ApiRequest, tools: DeleteTools): Promise<DeleteOptions> {
  const bytes = await request.body()
  const options = bytes.length === 0 ? fromQuery(queryOf(request.query)) : await fromBody(request, bytes, tools)
  refuseOptions("DeleteOptions", errorsOf(options))
  return options
}

function fromQuery(query: URLSearchParams): DeleteOptions {
  const gracePeriodSeconds = intOf(query, "gracePeriodSeconds")
  const propagationPolicy = query.get("propagationPolicy") ?? undefined
  const orphanDependents = boolOf(query, "orphanDependents")
  const dryRun = query.getAll("dryRun")
  return {
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    ...(propagationPolicy === undefined ? {} : { propagationPolicy }),
    ...(orphanDependents === undefined ? {} : { orphanDependents }),
    ...(dryRun.length === 0 ? {} : { dryRun }),
  }
}

async function fromBody(
  request: ApiRequest,
  bytes: Uint8Array,
  { decoder, protobuf }: DeleteTools,
): Promise<DeleteOptions> {
  const format = formatOf(request)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
  try {
    const value: unknown =
      format === "protobuf"
        ? (await protobuf.load()).decode(deleteOptionsType, bytes)
        : format === "yaml"
          ? parseYamlValue(text)
          : parseJson(text)
    const kind = isJsonObject(value) ? value["kind"] : undefined
    if (typeof kind === "string" && kind !== "" && kind !== "DeleteOptions") {
      throw badRequest(`decoded object cannot be converted to DeleteOptions`)
    }
    return decoder.decode<DeleteOptions>(deleteOptionsType, value).object
  } catch (error) {
    if (error instanceof DecodeError) throw badRequest(error.message)
    throw error
  }
}

/** k8s.io/apimachinery `ValidateDeleteOptions`. */
function errorsOf({ propagationPolicy, orphanDependents, dryRun = [] }: DeleteOptions): readonly FieldError[] {
  const known = policies.find((policy) => policy === propagationPolicy)
  return [
    ...(propagationPolicy !== undefined && orphanDependents !== undefined
      ? [invalid("propagationPolicy", propagationPolicy, "orphanDependents and deletionPropagation cannot be both set")]
      : []),
    ...(propagationPolicy !== undefined && known === undefined
      ? [notSupported("propagationPolicy", propagationPolicy, [...policies, "nil"])]
      : []),
    ...dryRunErrors(dryRun),
  ]
}
