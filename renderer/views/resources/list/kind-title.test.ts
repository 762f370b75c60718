import { expect, it } from "vitest"
import { kindTitle } from "./kind-title.ts"

const cases = [
  ["Pod", "pods", "Pods"],
  ["Ingress", "ingresses", "Ingresses"],
  ["NetworkPolicy", "networkpolicies", "Network Policies"],
  ["CSIDriver", "csidrivers", "CSI Drivers"],
  ["ServiceCIDR", "servicecidrs", "Service CIDRs"],
  ["Endpoints", "endpoints", "Endpoints"],
  ["APIService", "apiservices", "API Services"],
  ["IPAddress", "ipaddresses", "IP Addresses"],
] as const

for (const [kind, plural, title] of cases) {
  it(`writes ${kind} as ${title}`, () => {
    expect(kindTitle({ kind, plural })).toBe(title)
  })
}
