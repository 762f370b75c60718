import { expect, it } from "vitest"
import type { ClusterRole } from "../../apis/rbac/v1.gen.ts"
import { clusterroles } from "../../apis/resources.gen.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { clusterroleaggregation } from "./clusterroleaggregation.ts"

function role(name: string, verbs: readonly string[], labels: Record<string, string> = {}): ClusterRole {
  return { metadata: { name, labels }, rules: [{ verbs, apiGroups: ["x"], resources: ["widgets"] }] }
}

it("gives an aggregating role the rules of those it selects, as they come and change", async () => {
  const harness = new ControllerHarness()
  const sum: ClusterRole = {
    metadata: { name: "sum" },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: "sum" } }] },
  }
  await harness.cluster.create(clusterroles, sum)
  await harness.cluster.create(clusterroles, role("reader", ["get"], { to: "sum" }))
  await harness.cluster.create(clusterroles, role("stranger", ["delete"]))
  await harness.start([clusterroleaggregation])
  const rules = async () => (await harness.cluster.get(clusterroles, { name: "sum" })).rules?.map((rule) => rule.verbs)
  expect(await rules()).toEqual([["get"]])
  await harness.cluster.create(clusterroles, role("writer", ["update"], { to: "sum" }))
  await harness.settle()
  expect(await rules()).toEqual([["get"], ["update"]])
  await harness.stop()
})
