import { expect, it } from "vitest"
import { kindTitle } from "./kind-title.ts"

const cases = [
  ["Pod", "pods", "Pods"],
  ["Ingress", "ingresses", "Ingresses"],
  ["NetworkPolicy", "networkpolicies", "NetworkPolicies"],
  ["Endpoints", "endpoints", "Endpoints"],
  ["ServiceCIDR", "servicecidrs", "ServiceCIDRs"],
] as const

for (const [kind, plural, title] of cases) {
  it(`writes many of ${kind} as ${title}`, () => {
    expect(kindTitle({ kind, plural })).toBe(title)
  })
}
