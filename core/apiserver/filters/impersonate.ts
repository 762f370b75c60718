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
    const user = completed(wanted)
    if (exchange.audit !== undefined) exchange.audit.impersonatedUser = user
    return next({ ...exchange, user })
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
  for (const name in headers) {
    if (name.startsWith("impersonate-") && (known.has(name) || name.startsWith(extraPrefix))) return true
  }
  return false
}

const known: ReadonlySet<string> = new Set(["impersonate-user", "impersonate-group", "impersonate-uid"])

const extraPrefix = "impersonate-extra-"

function extraOf(headers: ApiRequest["headers"]): Readonly<Record<string, readonly string[]>> {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(extraPrefix))
  return Object.fromEntries(found.map(([name, value]) => [extraKey(name.slice(extraPrefix.length)), list(value)]))
}

/** Percent-encoded, since a header's name takes few characters; one that is not stays as it is. */
function extraKey(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What may come twice arrives joined by a comma and a space; a comma alone is part of a name: `cn=admins,ou=people`. */
function list(value: string | undefined): readonly string[] {
  return value === undefined || value === "" ? [] : value.split(", ")
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
  const implied = name === "system:anonymous" ? groups.unauthenticated : groups.authenticated
  const isSaid = base.includes(implied) || base.includes(groups.unauthenticated)
  return {
    name,
    ...(uid === "" ? {} : { uid }),
    groups: isSaid ? base : [...base, implied],
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  }
}
