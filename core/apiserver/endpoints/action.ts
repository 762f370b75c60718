import type { ActionContext, ActionSubresource } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { invalidObject, isNotFound, notFound } from "../../machinery/status/status-error.ts"
import type { Store } from "../registry/store.ts"
import type { At, WriteRequest } from "../registry/store-context.ts"
import { negotiate } from "./answer/negotiate.ts"
import { readObject } from "./body.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { type Endpoint, type EndpointDeps, namespaceOf } from "./resource-endpoint.ts"
import { objectResponse, warningHeaders } from "./respond.ts"
import { subresourceOf } from "./subresource.ts"
import { readWriteOptions } from "./write-options.ts"
import { writeRequestOf } from "./write-request.ts"

/** `POST …/pods/web/binding`, `…/eviction`, `…/serviceaccounts/robot/token`: a create with a body of its own. */
export const actOnObject: Endpoint = async (exchange, served, deps) => {
  const { kind, store } = served
  const { info } = exchange
  const action = subresourceOf(kind, info.subresource)
  if (store === undefined || action?.type !== "action") throw methodNotAllowed()
  const representation = negotiate(exchange, [], action)
  const options = readWriteOptions(exchange, "CreateOptions")
  const request = writeRequestOf(exchange, served, deps, options)
  const wanted = { group: action.group, version: action.version, kind: action.kind, type: action.bodyType }
  const read = { ...deps, validation: options.fieldValidation, warn: request.warn }
  const body = await readObject(exchange.request, wanted, read)
  const at = { namespace: namespaceOf(exchange, served), name: info.name }
  const { object: target } = await store.get(at, { signal: request.signal })
  const admitted = await admit(body, target, action, { store, at, request, deps })
  const answer = await action.act(admitted, target, lend(action, target, { store, at, request, deps }))
  return objectResponse(201, answer, representation, warningHeaders(request.warnings))
}

interface ActionRequest {
  readonly store: Store
  readonly at: At
  readonly request: WriteRequest
  readonly deps: EndpointDeps
}

async function admit(
  body: ApiObject,
  target: ApiObject,
  action: ActionSubresource,
  { store, at, request, deps }: ActionRequest,
): Promise<ApiObject> {
  const { facts } = request
  const attributes = {
    operation: "create",
    kind: store.kind,
    subresource: action.name,
    ...at,
    old: undefined,
    facts,
  } as const
  const object = await deps.admission.mutate({ ...attributes, object: body })
  const errors = action.validate(object, target)
  if (errors.length > 0) throw invalidObject(action, at.name, errors)
  await deps.admission.validate({ ...attributes, object })
  return object
}

function lend(
  action: ActionSubresource,
  target: ApiObject,
  { store, at, request, deps: { tokens } }: ActionRequest,
): ActionContext {
  return {
    facts: request.facts,
    ...at,
    async updateTarget<T extends ApiObject>(change: (current: T) => T): Promise<T> {
      const { object } = await store.update(at, {
        ...request,
        subresource: action.name,
        isOwnWork: true,
        change(current) {
          if (current === undefined) throw notFound(store.kind.resource, at.name)
          return change(current as T) // the action belongs to the kind whose store this is
        },
      })
      return object.object as T // as above
    },
    async deleteTarget(options) {
      const dryRun = request.facts.dryRun || options.dryRun?.includes("All") === true
      const facts = { ...request.facts, dryRun }
      try {
        return (await store.remove(at, options, { ...request, facts })).object.object
      } catch (error) {
        if (isNotFound(error)) return target
        throw error
      }
    },
    ...(tokens === undefined ? {} : { issueToken: (claims) => tokens.issue({ serviceAccount: target, ...claims }) }),
  }
}
