import { describe, expect, test } from "vitest"
import type { ActionContext } from "../../../machinery/api/kind.ts"
import { formatFieldError } from "../../../machinery/field/field-error.ts"
import type { ApiObject } from "../../../machinery/meta/object.ts"
import { prepared, testFacts } from "../../testing/write.ts"
import { serviceAccount } from "./serviceaccount.ts"
import { serviceAccountToken } from "./token.ts"

const account = prepared(serviceAccount, {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "robot" },
  secrets: [{ name: "a", namespace: "other" }],
})

test("a service account names its secrets and nothing more of them", () => {
  expect(account.secrets).toEqual([{ name: "a" }])
})

function request(spec: object, metadata: object = {}): ApiObject {
  return { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", metadata, spec } as ApiObject // as decoded
}

function context(asked: unknown[]): ActionContext {
  return {
    facts: testFacts,
    namespace: "default",
    name: "robot",
    updateTarget: () => Promise.reject(new Error("not for tokens")),
    deleteTarget: () => Promise.reject(new Error("not for tokens")),
    issueToken: async (claims) => {
      asked.push(claims)
      return { token: "abc", expirationTimestamp: "2026-01-01T01:00:00Z", audiences: ["api"] }
    },
  }
}

describe("a token", () => {
  test("is for the API server and an hour when nobody says otherwise", async () => {
    const asked: unknown[] = []
    const answer = await serviceAccountToken.act(request({ audiences: [] }), account, context(asked))
    expect(asked).toEqual([{ audiences: [], expirationSeconds: 3600 }])
    expect(answer).toMatchObject({
      kind: "TokenRequest",
      metadata: { name: "robot", namespace: "default", creationTimestamp: "2026-01-01T00:00:00Z" },
      spec: { audiences: ["api"], expirationSeconds: 3600 },
      status: { token: "abc", expirationTimestamp: "2026-01-01T01:00:00Z" },
    })
  })

  test("can live and die with a pod", async () => {
    const asked: unknown[] = []
    const boundObjectRef = { apiVersion: "v1", kind: "Pod", name: "web", uid: "u1" }
    await serviceAccountToken.act(request({ audiences: ["x"], boundObjectRef }), account, context(asked))
    expect(asked).toMatchObject([
      { boundTo: { apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "default", uid: "u1" } } },
    ])
  })

  test("cannot be bound to just anything", async () => {
    const boundObjectRef = { apiVersion: "v1", kind: "ConfigMap", name: "a" }
    await expect(
      serviceAccountToken.act(request({ audiences: [], boundObjectRef }), account, context([])),
    ).rejects.toMatchObject({ code: 400 })
  })

  test.each([
    [599, "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes"],
    [
      2 ** 32 + 1,
      "spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds",
    ],
  ])("of %i seconds is refused", (expirationSeconds, complaint) => {
    const errors = serviceAccountToken.validate(request({ audiences: [], expirationSeconds }), account)
    expect(errors.map(formatFieldError)).toEqual([complaint])
  })

  test("is for the account that the path names", () => {
    const errors = serviceAccountToken.validate(request({ audiences: [] }, { name: "other" }), account)
    expect(errors.map(formatFieldError)).toEqual([
      'metadata.name: Invalid value: "other": must match the service account name if specified',
    ])
  })
})
