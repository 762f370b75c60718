import { expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared, updated } from "../../testing/write.ts"
import { node } from "./node.ts"

const manifest = { metadata: { name: "n1" }, spec: { podCIDR: "10.244.0.0/24" } }

test("a node is registered with everything its kubelet knows", () => {
  const made = prepared(node, { ...manifest, status: { capacity: { cpu: "4" } } })
  expect(made.spec.podCIDRs).toEqual(["10.244.0.0/24"])
  expect(made.status.allocatable).toEqual({ cpu: "4" })
})

test("its table tells readiness, roles and addresses", () => {
  const labels = { "node-role.kubernetes.io/worker": "", "node-role.kubernetes.io/control-plane": "" }
  const status = {
    conditions: [{ type: "Ready", status: "True" }],
    addresses: [{ type: "InternalIP", address: "192.168.99.100" }],
    nodeInfo: { kubeletVersion: "v1.36.3" },
  }
  const made = prepared(node, { metadata: { name: "n1", labels }, spec: { unschedulable: true }, status })
  expect(cellsOf(node, made)).toMatchObject({
    Status: "Ready,SchedulingDisabled",
    Roles: "control-plane,worker",
    Version: "v1.36.3",
    "Internal-IP": "192.168.99.100",
    "External-IP": "<none>",
    "OS-Image": "<unknown>",
  })
  expect(cellsOf(node, prepared(node, manifest))).toMatchObject({ Status: "Unknown", Roles: "<none>" })
})

test("taints are unique by key and effect", () => {
  const taint = { key: "a", effect: "NoSchedule" }
  const [error = ""] = complaintsOf(node, { ...manifest, spec: { taints: [taint, { ...taint, value: "b" }] } })
  expect(error).toContain("metadata.taints[1]: Duplicate value:")
  expect(error).toContain("taints must be unique by key and effect pair")
})

test("there is one range for each family of addresses", () => {
  const dual = { ...manifest, spec: { podCIDRs: ["10.1.0.0/24", "fd00::/64"] } }
  expect(complaintsOf(node, dual)).toEqual([])
  const twice = { ...manifest, spec: { podCIDRs: ["10.1.0.0/24", "10.2.0.0/24"] } }
  expect(complaintsOf(node, twice)[0]).toContain("may specify no more than one CIDR for each IP family")
})

test("a range once given stays, and so does its provider", () => {
  const old = prepared(node, { ...manifest, spec: { podCIDR: "10.1.0.0/24", providerID: "a://b" } })
  const change = { ...manifest, spec: { podCIDR: "10.2.0.0/24", providerID: "c://d" } }
  expect(updated(node, old, change).complaints).toEqual([
    'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
    'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
  ])
})
