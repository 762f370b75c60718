import { describe, expect, test } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import type { UserInfo } from "../../machinery/api/kind.ts"
import type { AuditEvent } from "../audit/event.ts"
import { auditPolicy } from "../audit/policy.ts"
import type { Authorizer } from "../authorization/authorizer.ts"
import type { ApiRequest, ApiResponse } from "../request.ts"
import { newAudit } from "./audit.ts"
import { newAuthorize } from "./authorize.ts"
import type { Exchange, Handler } from "./filter.ts"
import { newImpersonate } from "./impersonate.ts"
import { requestInfoOf } from "./request-info.ts"

const alice: UserInfo = { name: "alice", groups: ["system:authenticated"] }
const created: ApiResponse = { status: 201, headers: {}, body: new Uint8Array() }

function exchange(method: string, target: string, headers: ApiRequest["headers"] = {}): Exchange {
  const [path = "", query = ""] = target.split("?")
  const request = {
    method,
    path,
    query,
    headers: { "user-agent": "kubectl/v1.36.3", ...headers },
    remoteAddress: "::ffff:10.0.0.7",
    body: async () => new Uint8Array(),
    signal: AbortSignal.any([]),
  }
  return { request, info: requestInfoOf(request), user: alice, auditId: "id-1" }
}

function newTrail() {
  const clock = new FakeClock(Date.UTC(2026, 0, 1))
  const events: AuditEvent[] = []
  const filter = newAudit({ policy: auditPolicy, trail: { record: (event) => events.push(event) }, clock })
  return { clock, events, filter }
}

describe("the audit filter", () => {
  test("tells who wrote what, with the name that the URL does not have", async () => {
    const { clock, events, filter } = newTrail()
    await filter(exchange("POST", "/api/v1/namespaces/a/pods?fieldManager=k"), async ({ audit }) => {
      await clock.advance(12)
      if (audit !== undefined) {
        audit.authorization = { decision: "allow", reason: "because" }
        audit.object = { apiVersion: "v1", kind: "Pod", metadata: { name: "web-1", uid: "u1", resourceVersion: "7" } }
      }
      return created
    })
    expect(events).toEqual([
      {
        kind: "Event",
        apiVersion: "audit.k8s.io/v1",
        level: "Metadata",
        auditID: "id-1",
        stage: "ResponseComplete",
        requestURI: "/api/v1/namespaces/a/pods?fieldManager=k",
        verb: "create",
        user: { username: "alice", groups: ["system:authenticated"] },
        sourceIPs: ["10.0.0.7"],
        userAgent: "kubectl/v1.36.3",
        objectRef: {
          resource: "pods",
          namespace: "a",
          name: "web-1",
          uid: "u1",
          apiVersion: "v1",
          resourceVersion: "7",
        },
        responseStatus: { metadata: {}, code: 201 },
        requestReceivedTimestamp: "2026-01-01T00:00:00.000000Z",
        stageTimestamp: "2026-01-01T00:00:00.012000Z",
        annotations: { "authorization.k8s.io/decision": "allow", "authorization.k8s.io/reason": "because" },
      },
    ])
  })

  test("says nothing of who only reads, and lends them no notes", async () => {
    const { events, filter } = newTrail()
    let lent: unknown = "unset"
    await filter(exchange("GET", "/api/v1/pods"), async ({ audit }) => {
      lent = audit
      return created
    })
    expect([events, lent]).toEqual([[], undefined])
  })

  test("tells what was refused, and hands the refusal on", async () => {
    const { events, filter } = newTrail()
    const refusing: Authorizer = { authorize: () => ({ verdict: "no-opinion", reason: "nobody allows it" }) }
    const authorize = newAuthorize(refusing)
    const asked = exchange("DELETE", "/apis/apps/v1/namespaces/a/deployments/web")
    await expect(filter(asked, (given) => authorize(given, async () => created))).rejects.toThrow("is forbidden")
    expect(events).toMatchObject([
      {
        verb: "delete",
        objectRef: { apiGroup: "apps", resource: "deployments", name: "web" },
        responseStatus: { status: "Failure", reason: "Forbidden", code: 403 },
        annotations: { "authorization.k8s.io/decision": "forbid", "authorization.k8s.io/reason": "nobody allows it" },
      },
    ])
  })

  test("tells in whose name somebody acted", async () => {
    const { events, filter } = newTrail()
    const impersonate = newImpersonate({ authorize: () => ({ verdict: "allow", reason: "" }) })
    const asked = exchange("POST", "/api/v1/namespaces", { "impersonate-user": "bob" })
    await filter(asked, (given) => impersonate(given, async () => created))
    expect(events).toMatchObject([{ user: { username: "alice" }, impersonatedUser: { username: "bob" } }])
  })

  test("tells of a failure that nobody meant as a panic", async () => {
    const { events, filter } = newTrail()
    const failing: Handler = async () => {
      throw new TypeError("oops")
    }
    await expect(filter(exchange("POST", "/api/v1/namespaces"), failing)).rejects.toThrow("oops")
    expect(events).toMatchObject([{ stage: "Panic", responseStatus: { reason: "InternalError", code: 500 } }])
  })

  test("tells of a stream into a pod when it ends", async () => {
    const { events, filter } = newTrail()
    const ended = Promise.withResolvers<void>()
    const answer = await filter(exchange("GET", "/api/v1/namespaces/a/pods/web/exec"), async () => ({
      takeOver: () => ended.promise,
    }))
    if (!("takeOver" in answer)) throw new Error("Expected a connection")
    const running = answer.takeOver({} as Parameters<typeof answer.takeOver>[0], new Uint8Array(), AbortSignal.any([]))
    expect(events).toEqual([])
    ended.resolve()
    await running
    expect(events).toMatchObject([{ objectRef: { subresource: "exec" }, responseStatus: { code: 101 } }])
  })
})
