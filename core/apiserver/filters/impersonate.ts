import type { UserInfo } from "../../machinery/api/kind.ts"
import { internalError } from "../../machinery/status/status-error.ts"
import { groups, serviceAccountGroups, serviceAccountOf } from "../authentication/users.ts"
import type { Authorizer } from "../authorization/authorizer.ts"
import { refusal } from "../authorization/forbidden.ts"
import type { ApiRequest, RequestInfo } from "../request.ts"
import type { Filter } from "./filter.ts"

/** `kubectl --as`: another user's name on the request, for whom may use it. */
export function newImpersonate(authorizer: Authorizer): Filter {
  return (exchange, next) => {
    const wanted = wantedUser(exchange.request.headers)
    if (wanted === undefined) return next(exchange)
    for (const need of permissionsFor(wanted)) {
      const { verdict, reason } = authorizer.authorize(exchange.user, need)
      if (verdict !== "allow") throw refusal(exchange.user, need, reason)
    }
    return next({ ...exchange, user: completed(wanted) })
  }
}

interface WantedUser {
  readonly name: string
  readonly uid: string
  readonly groups: readonly string[]
  readonly extra: Readonly<Record<string, readonly string[]>>
}

function wantedUser(headers: ApiRequest["headers"]): WantedUser | undefined {
  if (!asksForAnother(headers)) return undefined
  const name = headers["impersonate-user"] ?? ""
  const uid = headers["impersonate-uid"] ?? ""
  const wantedGroups = list(headers["impersonate-group"])
  const extra = extraOf(headers)
  if (name !== "") return { name, uid, groups: wantedGroups, extra }
  throw internalError("requested impersonation without impersonating a user")
}

function asksForAnother(headers: ApiRequest["headers"]): boolean {
  for (const name in headers) if (name.startsWith("impersonate-")) return true
  return false
}

function extraOf(headers: ApiRequest["headers"]): Readonly<Record<string, readonly string[]>> {
  const prefix = "impersonate-extra-"
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(found.map(([name, value]) => [decodeURIComponent(name.slice(prefix.length)), list(value)]))
}

/** What may come twice arrives joined. */
function list(value: string | undefined): readonly string[] {
  return value === undefined || value === "" ? [] : value.split(",").map((each) => each.trim())
}

function permissionsFor(wanted: WantedUser): readonly RequestInfo[] {
  const account = serviceAccountOf(wanted)
  return [
    account
      ? impersonation("", "serviceaccounts", account.name, account.namespace)
      : impersonation("", "users", wanted.name),
    ...wanted.groups.map((group) => impersonation("", "groups", group)),
    ...(wanted.uid === "" ? [] : [impersonation("authentication.k8s.io", "uids", wanted.uid)]),
    ...Object.entries(wanted.extra).flatMap(([key, values]) =>
      values.map((value) => impersonation("authentication.k8s.io", "userextras", value, "", key)),
    ),
  ]
}

function impersonation(group: string, plural: string, name: string, namespace = "", subresource = ""): RequestInfo {
  const version = "v1"
  return {
    isResource: true,
    verb: "impersonate",
    path: "",
    group,
    version,
    namespace,
    plural,
    subresource,
    name,
    rest: "",
  }
}

/** As Kubernetes completes what the headers leave out: a service account's groups, and being authenticated at all. */
function completed({ name, uid, groups: wanted, extra }: WantedUser): UserInfo {
  const account = serviceAccountOf({ name })
  const base = wanted.length === 0 && account ? serviceAccountGroups(account.namespace) : wanted
  const known = name === "system:anonymous" ? groups.unauthenticated : groups.authenticated
  return {
    name,
    ...(uid === "" ? {} : { uid }),
    groups: base.includes(known) ? base : [...base, known],
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  }
}
