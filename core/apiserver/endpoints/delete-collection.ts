import { apiVersionOf } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import type { CachedObject } from "../cacher/cached-object.ts"
import { negotiate } from "./answer/negotiate.ts"
import { readDeleteOptions } from "./delete-options.ts"
import { listMetadata } from "./list.ts"
import { readListOptions } from "./list-options.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { queryOf } from "./query.ts"
import { type Endpoint, namespaceOf } from "./resource-endpoint.ts"
import { objectResponse } from "./respond.ts"
import { readSelection } from "./selection.ts"
import { managerOf } from "./write-options.ts"
import { writeRequestOf } from "./write-request.ts"

/** How many deletes of one request are under way at once. */
const atOnce = 16

/** `DELETE …/pods?labelSelector=…`: each of them, answered as the list of what they were. */
export const deleteCollection: Endpoint = async (exchange, served, deps) => {
  const { kind, store } = served
  if (store === undefined) throw methodNotAllowed()
  const representation = negotiate(exchange, [], kind.resource)
  const options = await readDeleteOptions(exchange.request, deps)
  const query = queryOf(exchange.request.query)
  const dryRun = (options.dryRun ?? query.getAll("dryRun")).includes("All")
  const manager = managerOf(exchange.request.headers["user-agent"] ?? "")
  const request = writeRequestOf(exchange, served, deps, { dryRun, manager })
  const selection = readSelection(kind, namespaceOf(exchange, served), query)
  const list = await store.cacher.list({ ...selection, ...readListOptions(query), signal: request.signal })
  await inParallel(list.objects, atOnce, async (stored) => {
    const { namespace = "", name = "" } = stored.object.metadata
    const facts = { ...request.facts, namespace }
    await store.remove({ namespace, name }, options, { ...request, facts }).catch((error: unknown) => {
      if (!isNotFound(error)) throw error
    })
  })
  const head = { kind: `${kind.resource.kind}List`, apiVersion: apiVersionOf(kind.resource) }
  const items = list.objects.map((stored) => bare(store.form.object(stored)))
  return objectResponse(200, { ...head, metadata: listMetadata(list), items }, representation)
}

async function inParallel(
  objects: readonly CachedObject[],
  limit: number,
  run: (object: CachedObject) => Promise<void>,
): Promise<void> {
  const waiting = objects.values()
  const worker = async () => {
    for (const object of waiting) await run(object)
  }
  await Promise.all(Array.from({ length: Math.min(limit, objects.length) }, worker))
}

function bare({ kind: _, apiVersion: __, ...item }: ApiObject): object {
  return item
}
