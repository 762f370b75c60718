import { exactValue, parseFieldSelector } from "../../machinery/selector/field-selector.ts"
import type { ApiRequest, RequestInfo } from "../request.ts"
import type { Filter } from "./filter.ts"

/** Says what every request is about, before anyone decides on it. */
export const requestInfo: Filter = (exchange, next) => next({ ...exchange, info: requestInfoOf(exchange.request) })

/**
 * Reads method and path as k8s.io/apiserver's `RequestInfoFactory` does:
 *
 *   GET /apis/apps/v1/namespaces/default/deployments/web/scale
 *       group apps, version v1, namespace default, plural deployments, name web, subresource scale, verb get
 */
export function requestInfoOf({ method, path, query }: Pick<ApiRequest, "method" | "path" | "query">): RequestInfo {
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .map(decode)
  const root = parts[0]
  const skipped = root === "api" ? 2 : root === "apis" ? 3 : 0
  if (skipped === 0 || parts.length <= skipped) return pathInfo(method, path)
  const group = root === "apis" ? (parts[1] ?? "") : ""
  const version = parts[skipped - 1] ?? ""
  let rest = parts.slice(skipped)
  let verb = verbs[method] ?? ""
  if (rest[0] === "watch" && rest.length > 1) {
    verb = "watch"
    rest = rest.slice(1)
  }
  const within = withinNamespace(rest)
  const [plural = "", name = "", subresource = "", ...further] = within.parts
  const about = { isResource: true, path, group, version, namespace: within.namespace, plural } as const
  if (name !== "") return { ...about, verb, name, subresource, rest: further.join("/") }
  const collective = verb === "get" ? listVerb(query) : verb === "delete" ? "deletecollection" : verb
  return { ...about, verb: collective, name: nameInSelector(collective, query), subresource: "", rest: "" }
}

const verbs: Readonly<Record<string, string>> = {
  GET: "get",
  HEAD: "get",
  POST: "create",
  PUT: "update",
  PATCH: "patch",
  DELETE: "delete",
}

/** These follow a namespace's name and are about the namespace itself. */
const namespaceSubresources = ["status", "finalize"]

/** A namespace is within itself: `/namespaces/default` has the namespace "default", as Kubernetes authorizes it. */
function withinNamespace(parts: readonly string[]): { readonly namespace: string; readonly parts: readonly string[] } {
  const [first, namespace, inner] = parts
  if (first !== "namespaces" || namespace === undefined) return { namespace: "", parts }
  const isInner = inner !== undefined && !namespaceSubresources.includes(inner)
  return { namespace, parts: isInner ? parts.slice(2) : parts }
}

function pathInfo(method: string, path: string): RequestInfo {
  const none = { group: "", version: "", namespace: "", plural: "", subresource: "", name: "", rest: "" }
  return { isResource: false, verb: method.toLowerCase(), path, ...none }
}

function listVerb(query: string): "list" | "watch" {
  if (!query.includes("watch")) return "list"
  const watch = new URLSearchParams(query).get("watch")
  return watch !== null && watch !== "0" && watch.toLowerCase() !== "false" ? "watch" : "list"
}

/** `fieldSelector=metadata.name=x` asks for one object, and is authorized as such. */
function nameInSelector(verb: string, query: string): string {
  if ((verb !== "list" && verb !== "watch" && verb !== "deletecollection") || !query.includes("metadata.name"))
    return ""
  try {
    return exactValue(parseFieldSelector(new URLSearchParams(query).get("fieldSelector") ?? ""), "metadata.name") ?? ""
  } catch {
    return "" // the endpoint says what is wrong with it
  }
}

function decode(part: string): string {
  if (!part.includes("%")) return part
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
