import { expect, test } from "vitest"
import { newPod, withContainer } from "../podspec/testing/pods.ts"
import type { Pod } from "../v1.gen.ts"
import { qosClassOf } from "./qos.ts"
import { podStrategy } from "./strategy.ts"

const facts = { nowMs: 0, user: { name: "jane", groups: [] }, namespace: "default", dryRun: false }

test("a new pod is pending, of the first generation, and knows its quality of service", () => {
  const author = { ...newPod(), status: { phase: "Running" as const } }
  const made = podStrategy.prepareForCreate(author, facts)
  expect(made.metadata.generation).toBe(1)
  expect(made.status).toEqual({ phase: "Pending", qosClass: "BestEffort" })
})

test("a gated pod says from the start that it is not to be scheduled", () => {
  const made = podStrategy.prepareForCreate(newPod({ schedulingGates: [{ name: "a.b/c" }] }), facts)
  expect(made.status.conditions?.[0]).toMatchObject({
    type: "PodScheduled",
    status: "False",
    reason: "SchedulingGated",
  })
})

test("an update keeps the status and counts changes of the spec", () => {
  const old: Pod = { ...newPod({}, { generation: 3 }), status: { phase: "Running" } }
  const image = { ...old, spec: { ...old.spec, containers: [{ name: "c", image: "nginx:2" }] }, status: {} }
  expect(podStrategy.prepareForUpdate(image, old, facts)).toMatchObject({
    metadata: { generation: 4 },
    status: { phase: "Running" },
  })
  const label = { ...old, metadata: { ...old.metadata, labels: { a: "b" } } }
  expect(podStrategy.prepareForUpdate(label, old, facts).metadata.generation).toBe(3)
})

test("an address wins over the list that does not begin with it", () => {
  const pod = newPod()
  const read = (status: Pod["status"]) => podStrategy.defaults({ ...pod, status }).status
  expect(read({ podIP: "10.0.0.1" }).podIPs).toEqual([{ ip: "10.0.0.1" }])
  expect(read({ podIP: "10.0.0.1", podIPs: [{ ip: "10.0.0.2" }] }).podIPs).toEqual([{ ip: "10.0.0.1" }])
  expect(read({ podIPs: [{ ip: "10.0.0.2" }] }).podIP).toBe("10.0.0.2")
})

test.each<[string, Partial<Pod["spec"]>, Pod["status"], number | undefined, number | undefined]>([
  ["a pod without a node goes at once", {}, {}, undefined, undefined],
  ["one that runs gets its own time", { nodeName: "n" }, {}, undefined, 30],
  ["or the caller's", { nodeName: "n" }, {}, 5, 5],
  ["a forced one goes at once", { nodeName: "n" }, {}, 0, undefined],
  ["less than nothing is a second", { nodeName: "n" }, {}, -7, 1],
  ["one that is over goes at once", { nodeName: "n" }, { phase: "Succeeded" }, undefined, undefined],
])("%s", (_, spec, status, asked, seconds) => {
  const options = asked === undefined ? {} : { gracePeriodSeconds: asked }
  expect(podStrategy.gracePeriodSeconds?.({ ...newPod(spec), status }, options)).toBe(seconds)
})

test("labels named by matchLabelKeys become part of the selectors", () => {
  const constraint = { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" } as const
  const pod = newPod(
    { topologySpreadConstraints: [{ ...constraint, labelSelector: {}, matchLabelKeys: ["rev", "none"] }] },
    { labels: { rev: "7" } },
  )
  const made = podStrategy.prepareForCreate(pod, facts)
  expect(made.spec.topologySpreadConstraints?.[0]?.labelSelector).toEqual({
    matchExpressions: [{ key: "rev", operator: "In", values: ["7"] }],
  })
})

test.each([
  ["BestEffort", {}],
  ["Burstable", { requests: { cpu: "1" } }],
  ["Burstable", { limits: { cpu: "1" } }],
  ["Guaranteed", { limits: { cpu: "1", memory: "1Gi" } }],
  ["Burstable", { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "500m" } }],
  ["BestEffort", { limits: { "example.com/gpu": "1" } }],
])("is %s with %o", (quality, resources) => {
  expect(qosClassOf(withContainer({ resources }).spec)).toBe(quality)
})
