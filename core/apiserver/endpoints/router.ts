import type { Exchange, Handler } from "../filters/filter.ts"
import type { ApiResponse, RequestInfo } from "../request.ts"
import { actOnObject } from "./action.ts"
import { connectObject } from "./connect/connect.ts"
import { createObject } from "./create.ts"
import { deleteObject } from "./delete.ts"
import { deleteCollection } from "./delete-collection.ts"
import { getObject } from "./get.ts"
import { listObjects } from "./list.ts"
import { methodNotAllowed, resourceNotFound } from "./method-not-allowed.ts"
import { patchObject } from "./patch.ts"
import type { Endpoint, EndpointDeps, ServedKind } from "./resource-endpoint.ts"
import { pageNotFound, warningHeaders } from "./respond.ts"
import { scaleObject } from "./scale.ts"
import type { ServedKinds } from "./served-kinds.ts"
import { subresourceOf } from "./subresource.ts"
import { updateObject } from "./update.ts"
import { watchObjects } from "./watch.ts"

/** Answers paths that name no resource; undefined where there is nothing. */
export type PathHandler = (exchange: Exchange) => Promise<ApiResponse | undefined> | ApiResponse | undefined

/** Finds who answers. `paths` are asked one after the other. */
export function newRouter(kinds: ServedKinds, deps: EndpointDeps, paths: readonly PathHandler[]): Handler {
  return async (exchange) => {
    if (exchange.info.isResource) return answerResource(exchange, kinds, deps)
    for (const handler of paths) {
      const answer = await handler(exchange)
      if (answer !== undefined) return answer
    }
    return pageNotFound()
  }
}

async function answerResource(exchange: Exchange, kinds: ServedKinds, deps: EndpointDeps): Promise<ApiResponse> {
  const { group, version, plural } = exchange.info
  const served = kinds.find(group, version, plural)
  if (served === undefined) {
    if (!kinds.hasGroup(group) || (group === "" && version !== "v1")) return pageNotFound()
    throw resourceNotFound()
  }
  if (!isInPlace(exchange.info, served)) throw resourceNotFound()
  const answer = await endpointFor(exchange, served)(exchange, served, deps)
  return served.kind.deprecation === undefined ? answer : withWarning(answer, served.kind.deprecation)
}

/** What lives in namespaces is found in one, unless many are asked for; what does not, is not. */
function isInPlace({ namespace, plural, name, verb }: RequestInfo, { kind }: ServedKind): boolean {
  // Many may have a name too: the one that a field selector asks for.
  if (kind.resource.namespaced) return namespace !== "" || name === "" || onMany.includes(verb)
  return namespace === "" || plural === "namespaces"
}

const onMany: readonly string[] = ["list", "watch", "deletecollection"]

function withWarning(answer: ApiResponse, warning: string): ApiResponse {
  if ("takeOver" in answer) return answer
  const own = answer.headers["warning"]
  const added = warningHeaders([warning])?.["warning"] ?? ""
  return { ...answer, headers: { ...answer.headers, warning: own === undefined ? added : `${added}, ${own}` } }
}

const verbs: Readonly<Record<string, Endpoint>> = {
  get: getObject,
  list: listObjects,
  watch: watchObjects,
  create: createObject,
  update: updateObject,
  patch: patchObject,
  delete: deleteObject,
  deletecollection: deleteCollection,
}

/** These are about one object. */
const onOne: readonly string[] = ["update", "patch"]

/** These need to know which namespace. */
const inOneNamespace: readonly string[] = ["create", "deletecollection"]

function endpointFor({ info }: Exchange, { kind }: ServedKind): Endpoint {
  if (info.subresource !== "") return subresourceEndpoint(info.subresource, info.verb, kind)
  const endpoint = verbs[info.verb]
  const isOffered = kind.resource.verbs.some((verb) => verb === info.verb)
  const isTooWide = kind.resource.namespaced && info.namespace === "" && inOneNamespace.includes(info.verb)
  const isMisplaced = info.name === "" ? onOne.includes(info.verb) : info.verb === "create"
  if (endpoint === undefined || !isOffered || isTooWide || isMisplaced) throw methodNotAllowed()
  return endpoint
}

const partVerbs: Readonly<Record<string, Endpoint>> = { get: getObject, update: updateObject, patch: patchObject }

function subresourceEndpoint(name: string, verb: string, kind: ServedKind["kind"]): Endpoint {
  const subresource = subresourceOf(kind, name)
  if (subresource === undefined) throw resourceNotFound()
  switch (subresource.type) {
    case "part": {
      const endpoint = subresource.verbs.some((each) => each === verb) ? partVerbs[verb] : undefined
      if (endpoint === undefined) throw methodNotAllowed()
      return endpoint
    }
    case "scale":
      if (verb !== "get" && verb !== "update" && verb !== "patch") throw methodNotAllowed()
      return scaleObject
    case "action":
      if (verb !== "create") throw methodNotAllowed()
      return actOnObject
    case "connect":
      if (!subresource.verbs.some((each) => each === verb)) throw methodNotAllowed()
      return connectObject
  }
}
