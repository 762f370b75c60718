import { describe, expect, it } from "vitest"
import { configmaps, deployments, nodes, pods } from "../../../../core/apis/resources.gen.ts"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { headerActions } from "./header-actions.ts"

function actionsOf(resource: Resource, object: object) {
  const { group, version, plural } = resource
  return headerActions({
    profile: "web",
    at: { group, version, plural },
    resource,
    object: { kind: resource.kind, metadata: { namespace: "a", name: "x" }, ...object } as ApiObject,
    kubectl: "kubectl --context web",
    openDialog: () => {},
    openTerminal: () => {},
  })
}

const ids = (resource: Resource, object: object) => actionsOf(resource, object).map(({ id }) => id)

describe("what can be done to an object", () => {
  const cases = [
    {
      name: "a deployment",
      found: ids(deployments, {}),
      expected: ["restart", "scale", "rollback", "pause", "forward", "labels", "delete"],
    },
    {
      name: "a deployment that is paused",
      found: ids(deployments, { spec: { paused: true } }),
      expected: ["resume", "restart", "scale", "rollback", "forward", "labels", "delete"],
    },
    {
      name: "a pod that runs",
      found: ids(pods, { spec: { containers: [] }, status: { phase: "Running" } }),
      expected: ["shell", "forward", "labels", "delete"],
    },
    {
      name: "a pod that has ended",
      found: ids(pods, { spec: { containers: [] }, status: { phase: "Failed" } }),
      expected: ["forward", "labels", "delete"],
    },
    {
      name: "a node that is cordoned",
      found: ids(nodes, { metadata: { name: "n" }, spec: { unschedulable: true } }),
      expected: ["uncordon", "shell", "labels", "drain", "delete"],
    },
    { name: "a config map", found: ids(configmaps, {}), expected: ["labels", "delete"] },
  ]
  for (const { name, found, expected } of cases) {
    it(`of ${name} is ${expected.join(", ")}`, () => {
      expect(found).toEqual(expected)
    })
  }

  it("has the command that does the same", () => {
    const commands = new Map(actionsOf(deployments, {}).map(({ id, command }) => [id, command]))
    expect(commands.get("rollback")).toBe("kubectl --context web -n a rollout undo deployment/x")
    expect(commands.get("pause")).toBe("kubectl --context web -n a rollout pause deployment/x")
  })
})
