import type { KindDefinition } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { negotiate } from "./answer/negotiate.ts"
import { objectAnswer } from "./answer/object-answer.ts"
import { readDeleteOptions } from "./delete-options.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { queryOf } from "./query.ts"
import { type Endpoint, namespaceOf } from "./resource-endpoint.ts"
import { objectResponse, warningHeaders } from "./respond.ts"
import { managerOf } from "./write-options.ts"
import { writeRequestOf } from "./write-request.ts"

/** `DELETE …/pods/web`. Answers the object while it is still to be seen, else that it is gone. */
export const deleteObject: Endpoint = async (exchange, served, deps) => {
  const { kind, store } = served
  if (store === undefined) throw methodNotAllowed()
  const representation = negotiate(exchange, ["Table", "PartialObjectMetadata"], kind.resource)
  const options = await readDeleteOptions(exchange.request, deps)
  const dryRun = (options.dryRun ?? queryOf(exchange.request.query).getAll("dryRun")).includes("All")
  const manager = managerOf(exchange.request.headers["user-agent"] ?? "")
  const request = writeRequestOf(exchange, served, deps, { dryRun, manager })
  const at = { namespace: namespaceOf(exchange, served), name: exchange.info.name }
  const { object, isGone } = await store.remove(at, options, request)
  if (!isGone || kind.strategy.returnsDeletedObject === true) {
    // Asked not to orphan in the old way: 202 says that it will go on.
    const status = !isGone && options.orphanDependents === false ? 202 : 200
    return objectAnswer(exchange, served, deps, { status, object, warnings: request.warnings })
  }
  const plain = { ...representation, as: undefined }
  return objectResponse(200, goneStatus(kind, object.object), plain, warningHeaders(request.warnings))
}

function goneStatus({ resource }: KindDefinition, { metadata }: ApiObject): object {
  const group = resource.group === "" ? {} : { group: resource.group }
  const details = { name: metadata.name, ...group, kind: resource.plural, uid: metadata.uid }
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details }
}
