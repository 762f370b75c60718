import { describe, expect, it } from "vitest"
import { clusterroles, deployments, nodes, pods, rolebindings, secrets } from "../../core/apis/resources.gen.ts"
import { groupResourceOf } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { relatedResources } from "./related-resources.ts"

const served = [pods, deployments, secrets, nodes, rolebindings, clusterroles]

function wantedFor(subject: Partial<ApiObject>, named: readonly { group: string; kind: string }[] = []) {
  return relatedResources({ metadata: {}, ...subject }, named, served).map(
    ({ resource, narrowed }) => `${groupResourceOf(resource)} ${JSON.stringify(narrowed)}`,
  )
}

describe("what is looked at to know what is related", () => {
  it("is what lives beside an object, what it names, and the kinds of its owners", () => {
    const ownerReferences = [{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", name: "x", uid: "1" }]
    const subject = { kind: "Pod", metadata: { namespace: "a", name: "web", ownerReferences } }
    expect(wantedFor(subject, [{ group: "", kind: "Node" }])).toEqual([
      'pods {"namespace":"a"}',
      'deployments.apps {"namespace":"a"}',
      "nodes {}",
      "clusterroles.rbac.authorization.k8s.io {}",
    ])
  })

  it("is only the pods on it, of a node", () => {
    expect(wantedFor({ kind: "Node", metadata: { name: "n1" } })).toEqual(['pods {"fieldSelector":"spec.nodeName=n1"}'])
  })

  it("is every binding, of a role that all namespaces may use", () => {
    expect(wantedFor({ kind: "ClusterRole", metadata: { name: "view" } })).toEqual([
      "rolebindings.rbac.authorization.k8s.io {}",
    ])
  })
})
