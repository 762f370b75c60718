import { describe, expect, it } from "vitest"
import { parsePolicy } from "./parse-policy.ts"

const text = `# comment
ClusterRole admin aggregates=[{"matchLabels": {"to-admin": "true"}}]
ClusterRole part labels={"to-admin": "true"}
  get,list | "",apps | pods,deployments
  get | urls /version
Role kube-public/reader
  get | "" | configmaps | names cluster-info
ClusterRoleBinding admins -> admin: Group system:masters; ServiceAccount kube-system/robot
RoleBinding kube-public/readers -> Role reader: User bob
`
const bootstrapping = {
  labels: { "kubernetes.io/bootstrapping": "rbac-defaults" },
  annotations: { "rbac.authorization.kubernetes.io/autoupdate": "true" },
}

describe("parsePolicy()", () => {
  const policy = parsePolicy(text)

  it("reads rules on resources and on paths", () => {
    expect(policy.clusterRoles[1]?.rules).toEqual([
      { verbs: ["get", "list"], apiGroups: ["", "apps"], resources: ["pods", "deployments"] },
      { verbs: ["get"], nonResourceURLs: ["/version"] },
    ])
  })

  it("gives an aggregating role the rules of the roles it selects", () => {
    expect(policy.clusterRoles[0]?.rules).toEqual(policy.clusterRoles[1]?.rules)
  })

  it("keeps a role's namespace and resource names", () => {
    expect(policy.roles).toEqual([
      {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "Role",
        metadata: { namespace: "kube-public", name: "reader", ...bootstrapping },
        rules: [{ verbs: ["get"], apiGroups: [""], resources: ["configmaps"], resourceNames: ["cluster-info"] }],
      },
    ])
  })

  it("reads every sort of subject", () => {
    expect(policy.clusterRoleBindings[0]?.subjects).toEqual([
      { kind: "Group", name: "system:masters", apiGroup: "rbac.authorization.k8s.io" },
      { kind: "ServiceAccount", namespace: "kube-system", name: "robot" },
    ])
    expect(policy.roleBindings[0]?.roleRef).toEqual({
      apiGroup: "rbac.authorization.k8s.io",
      kind: "Role",
      name: "reader",
    })
  })
})
