import { gunzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { silentLog } from "../../base/log.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import type { UserInfo } from "../../machinery/api/kind.ts"
import { LazyProtobuf } from "../../machinery/protobuf/lazy-protobuf.ts"
import { Schema } from "../../machinery/schema/schema.ts"
import { StatusError } from "../../machinery/status/status-error.ts"
import type { Authorizer } from "../authorization/authorizer.ts"
import type { ApiRequest, ApiResponse } from "../request.ts"
import { newAuditId } from "./audit-id.ts"
import { newAuthorize } from "./authorize.ts"
import { compress } from "./compress.ts"
import { newFailures } from "./failures.ts"
import type { Exchange, Filter, Handler } from "./filter.ts"
import { newImpersonate } from "./impersonate.ts"
import { newMaxInFlight } from "./max-in-flight.ts"
import { requestInfoOf } from "./request-info.ts"

const ok: ApiResponse = { status: 200, headers: {}, body: new Uint8Array() }
const alice: UserInfo = { name: "alice", groups: ["system:authenticated"] }
const allowAll: Authorizer = { authorize: () => ({ verdict: "allow", reason: "" }) }
const allowNothing: Authorizer = { authorize: () => ({ verdict: "no-opinion", reason: "" }) }

function exchange(path: string, headers: ApiRequest["headers"] = {}, method = "GET"): Exchange {
  const request = { method, path, query: "", headers, body: async () => new Uint8Array(), signal: AbortSignal.any([]) }
  return { request, info: requestInfoOf(request), user: alice }
}

/** The failure's message, or the user that the handler saw. */
async function through(filter: Filter, given: Exchange): Promise<string | UserInfo> {
  let seen: UserInfo | undefined
  const handler: Handler = async ({ user }) => {
    seen = user
    return ok
  }
  try {
    await filter(given, handler)
  } catch (error) {
    if (error instanceof StatusError) return error.message
    throw error
  }
  return seen ?? "was not handed on"
}

describe("authorization", () => {
  test.each([
    [
      "/api/v1/pods",
      'pods is forbidden: User "alice" cannot list resource "pods" in API group "" at the cluster scope',
    ],
    [
      "/apis/apps/v1/namespaces/a/deployments/web/scale",
      'deployments.apps "web" is forbidden: User "alice" cannot get resource "deployments/scale" in API group "apps" in the namespace "a"',
    ],
    ["/metrics", 'forbidden: User "alice" cannot get path "/metrics"'],
  ])("refuses %s in Kubernetes' words", async (path, words) => {
    expect(await through(newAuthorize(allowNothing), exchange(path))).toBe(words)
  })

  test("a door into a pod is not opened by who may only get", async () => {
    const mayGet: Authorizer = {
      authorize: (_, { verb }) => ({ verdict: verb === "get" ? "allow" : "no-opinion", reason: "" }),
    }
    const path = "/api/v1/namespaces/a/pods/web/exec"
    expect(await through(newAuthorize(mayGet), exchange(path, { upgrade: "websocket" }))).toContain(
      'cannot create resource "pods/exec"',
    )
    expect(await through(newAuthorize(mayGet), exchange("/api/v1/namespaces/a/pods/web/log"))).toBe(alice)
  })

  test("hands on what is allowed", async () => {
    expect(await through(newAuthorize(allowAll), exchange("/api/v1/pods"))).toBe(alice)
  })
})

describe("impersonation", () => {
  test("is none where nobody asks for it", async () => {
    expect(await through(newImpersonate(allowNothing), exchange("/api/v1/pods"))).toBe(alice)
  })

  test("makes the request another user's", async () => {
    const headers = { "impersonate-user": "bob", "impersonate-group": "a, b", "impersonate-extra-team": "x" }
    expect(await through(newImpersonate(allowAll), exchange("/api/v1/pods", headers))).toEqual({
      name: "bob",
      groups: ["a", "b", "system:authenticated"],
      extra: { team: ["x"] },
    })
  })

  test("gives a service account its groups", async () => {
    const headers = { "impersonate-user": "system:serviceaccount:ns:robot" }
    expect(await through(newImpersonate(allowAll), exchange("/api/v1/pods", headers))).toEqual({
      name: "system:serviceaccount:ns:robot",
      groups: ["system:serviceaccounts", "system:serviceaccounts:ns", "system:authenticated"],
    })
  })

  test("is refused without the right to it", async () => {
    const headers = { "impersonate-user": "bob" }
    expect(await through(newImpersonate(allowNothing), exchange("/api/v1/pods", headers))).toBe(
      'users "bob" is forbidden: User "alice" cannot impersonate resource "users" in API group "" at the cluster scope',
    )
  })

  test("of a group alone makes no sense", async () => {
    const headers = { "impersonate-group": "a" }
    expect(await through(newImpersonate(allowAll), exchange("/api/v1/pods", headers))).toContain(
      "requested impersonation",
    )
  })
})

describe("too many at once", () => {
  test("are told to come again, reads and writes apart", async () => {
    const filter = newMaxInFlight({ reading: 1, writing: 1 })
    const end = Promise.withResolvers<ApiResponse>()
    const first = filter(exchange("/api/v1/pods"), () => end.promise)
    expect(await through(filter, exchange("/api/v1/pods"))).toBe("Too many requests, please try again later.")
    expect(await through(filter, exchange("/api/v1/namespaces/a/pods", {}, "POST"))).toBe(alice)
    end.resolve(ok)
    await first
    expect(await through(filter, exchange("/api/v1/pods"))).toBe(alice)
  })

  test("do not count those who stay", async () => {
    const filter = newMaxInFlight({ reading: 0, writing: 0 })
    const watch = exchange("/api/v1/pods")
    expect(await through(filter, { ...watch, info: { ...watch.info, verb: "watch" } })).toBe(alice)
  })
})

const protobuf = new LazyProtobuf(async () => "", new Schema(""))

test("a failure that nobody meant is told without its details", async () => {
  const answer = await newFailures(silentLog, protobuf)(exchange("/api/v1/pods"), () => {
    throw new TypeError("secret of the house")
  })
  const text = "body" in answer ? Buffer.from(answer.body as Uint8Array).toString() : "" // one piece
  expect(text).toContain('"code":500')
  expect(text).not.toContain("secret")
})

describe("compression", () => {
  const answered = (length: number, headers: Readonly<Record<string, string>> = {}): Handler => {
    return async () => ({ status: 200, headers, body: [Buffer.alloc(length, "a")] })
  }
  const encodingOf = async (accepted: string, handler: Handler) => {
    const answer = await compress(exchange("/api/v1/pods", { "accept-encoding": accepted }), handler)
    return "headers" in answer ? answer.headers["content-encoding"] : undefined
  }

  test("is for large answers to who reads it", async () => {
    expect(await encodingOf("gzip, deflate", answered(200_000))).toBe("gzip")
    expect(await encodingOf("gzip", answered(100_000))).toBeUndefined()
    expect(await encodingOf("br, gzip;q=0", answered(200_000))).toBeUndefined()
  })

  test("is told to caches, and can be undone", async () => {
    const asked = exchange("/openapi/v3", { "accept-encoding": "gzip" })
    const answer = await compress(asked, answered(200_000, { vary: "Accept" }))
    if (!("body" in answer)) throw new Error("Expected a body")
    expect(answer.headers["vary"]).toBe("Accept, Accept-Encoding")
    expect(gunzipSync(Buffer.concat([answer.body].flat())).length).toBe(200_000)
  })
})

test("every answer has an id, the client's own where it gave one", async () => {
  const idOf = async (headers: ApiRequest["headers"]) => {
    const answer = await newAuditId(new SeededRandom(1))(exchange("/version", headers), async () => ok)
    return "headers" in answer ? answer.headers["audit-id"] : undefined
  }
  expect(await idOf({})).toBe(new SeededRandom(1).uuid())
  expect(await idOf({ "audit-id": "mine" })).toBe("mine")
})

describe("whoever is impersonated", () => {
  const as = async (headers: ApiRequest["headers"]) => through(newImpersonate(allowAll), exchange("/version", headers))

  test("may be in groups whose names hold commas", async () => {
    const groups = ["admins", "cn=all,ou=people", "system:authenticated"]
    const headers = { "impersonate-user": "bob", "impersonate-group": "admins, cn=all,ou=people" }
    expect(await as(headers)).toEqual({ name: "bob", groups })
  })

  test("is not authenticated when said to be unauthenticated", async () => {
    const headers = { "impersonate-user": "bob", "impersonate-group": "system:unauthenticated" }
    expect(await as(headers)).toEqual({ name: "bob", groups: ["system:unauthenticated"] })
  })

  test("has a name", async () => {
    expect(await as({ "impersonate-group": "admins" })).toContain("without impersonating a user")
    expect(await as({ "impersonate-shape": "round" })).toEqual(alice)
  })
})
