import { expect, it } from "vitest"
import { planProfile } from "../profile/plan.ts"
import { staticPods } from "./static-pods.ts"

const profile = planProfile(
  { nodes: 2 },
  {
    name: "cove",
    driver: "docker",
    subnet: "192.168.99.0/24",
    machine: { cpus: 4, memoryMiB: 8192 },
    kubeconfig: "/h/.kube/config",
    now: "2026-01-01T00:00:00Z",
    existing: undefined,
  },
)
const [first, second] = profile.nodes

it("puts the control plane on the first node and the service proxy on every one", () => {
  const names = profile.nodes.map((node) => staticPods(profile, node).map((pod) => pod.metadata.name))
  expect(names).toEqual([["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"], ["kube-proxy"]])
})

it("marks the control plane as Kubernetes does", () => {
  const [apiserver] = first === undefined ? [] : staticPods(profile, first)
  expect(apiserver?.metadata).toMatchObject({
    namespace: "kube-system",
    labels: { component: "kube-apiserver", tier: "control-plane" },
  })
  expect(apiserver?.spec).toMatchObject({ hostNetwork: true, priorityClassName: "system-node-critical" })
})

it("tells each service proxy the node it is on", () => {
  const [proxy] = second === undefined ? [] : staticPods(profile, second)
  expect(proxy?.spec?.containers[0]?.command).toContain("--hostname-override=cove-m02")
})

it("mounts the node's programs read-only into every pod", () => {
  for (const pod of profile.nodes.flatMap((node) => staticPods(profile, node))) {
    expect(pod.spec?.containers[0]?.volumeMounts).toEqual(
      expect.arrayContaining([
        { name: "usr", mountPath: "/usr", readOnly: true },
        { name: "cove", mountPath: "/opt/cove", readOnly: true },
      ]),
    )
  }
})
