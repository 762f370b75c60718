import { expect, it } from "vitest"
import { revision } from "../../storage/revision.ts"
import { continueTooOld, decodeContinue, encodeContinue } from "./continue-token.ts"

const encoded = (token: unknown) => Buffer.from(JSON.stringify(token)).toString("base64url")

it("reads back where it left off", () => {
  const token = { revision: revision(42), from: "default/web\0" }
  expect(decodeContinue(encodeContinue(token))).toEqual(token)
})

it("is the token that Kubernetes makes", () => {
  expect(decodeContinue(encoded({ v: "meta.k8s.io/v1", rv: 7, start: "default/web\0" }))).toEqual({
    revision: 7,
    from: "default/web\0",
  })
})

it("offers to go on with whatever is newest when the revision is compacted", () => {
  const { status } = continueTooOld("default/web\0")
  expect(status).toMatchObject({ code: 410, reason: "Expired" })
  expect(decodeContinue(status.metadata?.continue ?? "")).toEqual({ revision: undefined, from: "default/web\0" })
})

const malformed: readonly (readonly [token: string, why: string])[] = [
  // Recorded from Kubernetes.
  ["garbage", "continue key is not valid: invalid character '\\u0081' looking for beginning of value"],
  [encoded({ v: "v2" }), 'continue key is not valid: server does not recognize this encoded version "v2"'],
  [
    encoded({ v: "meta.k8s.io/v1", rv: 0, start: "a" }),
    "continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)",
  ],
  [
    encoded({ v: "meta.k8s.io/v1", rv: 1, start: "" }),
    "continue key is not valid: encoded start key empty (version meta.k8s.io/v1)",
  ],
]
for (const [token, why] of malformed) {
  it(`refuses ${JSON.stringify(token)}`, () => {
    expect(() => decodeContinue(token)).toThrow(`invalid continue token: ${why}`)
  })
}
