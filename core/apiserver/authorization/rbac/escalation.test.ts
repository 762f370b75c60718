import { describe, expect, it } from "vitest"
import { compact, formatRule, notCovered } from "./escalation.ts"

describe("notCovered()", () => {
  it("finds nothing missing when several owned rules cover one wanted together", () => {
    const owned = [
      { verbs: ["get"], apiGroups: [""], resources: ["pods"] },
      { verbs: ["list"], apiGroups: ["*"], resources: ["pods", "services"] },
    ]
    expect(notCovered(owned, [{ verbs: ["get", "list"], apiGroups: [""], resources: ["pods"] }])).toEqual([])
  })

  it("names what is missing", () => {
    const owned = [{ verbs: ["get"], apiGroups: [""], resources: ["pods"] }]
    const missing = notCovered(owned, [{ verbs: ["get", "list", "watch"], apiGroups: [""], resources: ["pods"] }])
    expect(compact(missing).map(formatRule)).toEqual(['{APIGroups:[""], Resources:["pods"], Verbs:["list","watch"]}'])
  })

  it("does not take a right to some names for a right to all", () => {
    const owned = [{ verbs: ["get"], apiGroups: [""], resources: ["secrets"], resourceNames: ["a"] }]
    expect(notCovered(owned, [{ verbs: ["get"], apiGroups: [""], resources: ["secrets"] }])).toHaveLength(1)
    expect(
      notCovered(owned, [{ verbs: ["get"], apiGroups: [""], resources: ["secrets"], resourceNames: ["a"] }]),
    ).toEqual([])
  })

  it("covers paths by their prefix", () => {
    const owned = [{ verbs: ["get"], nonResourceURLs: ["/api/*"] }]
    expect(notCovered(owned, [{ verbs: ["get"], nonResourceURLs: ["/api/v1"] }])).toEqual([])
    expect(notCovered(owned, [{ verbs: ["get"], nonResourceURLs: ["/metrics"] }])).toHaveLength(1)
  })
})
