import { describe, expect, it } from "vitest"
import { clusterrolebindings, clusterroles, rolebindings, roles } from "../../../apis/resources.gen.ts"
import type { UserInfo } from "../../../machinery/api/kind.ts"
import type { RequestInfo } from "../../request.ts"
import { FakeObjectSource } from "../../testing/fake-object-source.ts"
import { bootstrapPolicy } from "../bootstrap/policy.ts"
import { refusal } from "../forbidden.ts"
import { RbacAuthorizer } from "./rbac-authorizer.ts"

const apiGroup = "rbac.authorization.k8s.io"

function request(verb: string, plural: string, more: Partial<RequestInfo> = {}): RequestInfo {
  const base = {
    isResource: true,
    path: "",
    group: "",
    version: "v1",
    namespace: "",
    subresource: "",
    name: "",
    rest: "",
  }
  return { ...base, verb, plural, ...more }
}

function withBootstrap() {
  const source = new FakeObjectSource()
  const policy = bootstrapPolicy()
  source.put(clusterroles, ...policy.clusterRoles)
  source.put(clusterrolebindings, ...policy.clusterRoleBindings)
  source.put(roles, ...policy.roles)
  source.put(rolebindings, ...policy.roleBindings)
  return { source, rbac: new RbacAuthorizer(source) }
}

const bob: UserInfo = { name: "bob", groups: ["system:authenticated"] }

describe("RbacAuthorizer", () => {
  it("lets every authenticated user ask what it may do, and nothing more", () => {
    const { rbac } = withBootstrap()
    const review = request("create", "selfsubjectaccessreviews", { group: "authorization.k8s.io" })
    expect(rbac.authorize(bob, review).verdict).toBe("allow")
    expect(rbac.authorize(bob, request("list", "pods", { namespace: "default" })).verdict).toBe("no-opinion")
  })

  it("allows exactly what a new role binding grants, in its namespace only", () => {
    const { source, rbac } = withBootstrap()
    expect(rbac.authorize(bob, request("list", "pods", { namespace: "dev" })).verdict).toBe("no-opinion")
    source.put(rolebindings, {
      metadata: { namespace: "dev", name: "bob-views" },
      subjects: [{ kind: "User", name: "bob", apiGroup }],
      roleRef: { apiGroup, kind: "ClusterRole", name: "view" },
    })
    expect(rbac.authorize(bob, request("list", "pods", { namespace: "dev" }))).toEqual({
      verdict: "allow",
      reason: 'RBAC: allowed by RoleBinding "bob-views/dev" of ClusterRole "view"',
    })
    expect(rbac.authorize(bob, request("list", "pods", { namespace: "prod" })).verdict).toBe("no-opinion")
    expect(rbac.authorize(bob, request("delete", "pods", { namespace: "dev" })).verdict).toBe("no-opinion")
    expect(rbac.authorize(bob, request("list", "secrets", { namespace: "dev" })).verdict).toBe("no-opinion")
  })

  it("lets the controller manager do what its controllers do", () => {
    const { rbac } = withBootstrap()
    const manager: UserInfo = { name: "system:kube-controller-manager", groups: ["system:authenticated"] }
    expect(rbac.authorize(manager, request("create", "pods", { namespace: "default" })).verdict).toBe("allow")
    expect(
      rbac.authorize(
        manager,
        request("update", "deployments", { group: "apps", namespace: "d", subresource: "status" }),
      ).verdict,
    ).toBe("allow")
  })

  const resources = [
    { granted: "pods", asked: request("get", "pods", { subresource: "log" }), allowed: false },
    { granted: "pods/log", asked: request("get", "pods", { subresource: "log" }), allowed: true },
    { granted: "*/scale", asked: request("get", "deployments", { subresource: "scale" }), allowed: true },
    { granted: "*", asked: request("get", "deployments", { subresource: "scale" }), allowed: true },
    { granted: "pods", asked: request("list", "pods"), allowed: false },
  ]
  for (const { granted, asked, allowed } of resources) {
    it(`${allowed ? "allows" : "refuses"} ${asked.verb} ${asked.plural}/${asked.subresource} to who may get ${granted}`, () => {
      const source = new FakeObjectSource()
      source.put(clusterroles, {
        metadata: { name: "r" },
        rules: [{ verbs: ["get"], apiGroups: [""], resources: [granted] }],
      })
      source.put(clusterrolebindings, {
        metadata: { name: "b" },
        subjects: [{ kind: "Group", name: "system:authenticated", apiGroup }],
        roleRef: { apiGroup, kind: "ClusterRole", name: "r" },
      })
      expect(new RbacAuthorizer(source).authorize(bob, asked).verdict === "allow").toBe(allowed)
    })
  }
})

describe("refusal()", () => {
  const cases = [
    {
      asked: request("list", "pods", { namespace: "default" }),
      message: 'pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "default"',
    },
    {
      asked: request("get", "deployments", { group: "apps", namespace: "default", name: "web", subresource: "scale" }),
      message:
        'deployments.apps "web" is forbidden: User "bob" cannot get resource "deployments/scale" in API group "apps" in the namespace "default"',
    },
    {
      asked: request("list", "nodes"),
      message: 'nodes is forbidden: User "bob" cannot list resource "nodes" in API group "" at the cluster scope',
    },
    {
      asked: { ...request("get", ""), isResource: false, path: "/metrics" },
      message: 'forbidden: User "bob" cannot get path "/metrics"',
    },
  ]
  for (const { asked, message } of cases) {
    it(`says: ${message}`, () => {
      expect(refusal(bob, asked, "").message).toBe(message)
    })
  }
})
