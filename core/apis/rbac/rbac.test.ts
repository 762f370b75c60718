import { describe, expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared, updated } from "../testing/write.ts"
import { clusterRole } from "./clusterrole/clusterrole.ts"
import { clusterRoleBinding } from "./clusterrolebinding/clusterrolebinding.ts"
import { role } from "./role/role.ts"
import { roleBinding } from "./rolebinding/rolebinding.ts"

const metadata = { name: "system:reader" }

const paths = { nonResourceURLs: ["/metrics"], verbs: ["get"] }

const pods = { apiGroups: [""], resources: ["pods"], verbs: ["get"] }

describe("a rule", () => {
  test("about paths is for the whole cluster", () => {
    expect(complaintsOf(clusterRole, { metadata, rules: [paths] })).toEqual([])
    expect(complaintsOf(role, { metadata, rules: [paths] })).toEqual([
      'rules[0].nonResourceURLs: Invalid value: ["/metrics"]: namespaced rules cannot apply to non-resource URLs',
    ])
  })

  test("is about paths or about resources", () => {
    expect(complaintsOf(clusterRole, { metadata, rules: [{ ...pods, ...paths }] })).toEqual([
      'rules[0].nonResourceURLs: Invalid value: ["/metrics"]: rules cannot apply to both regular resources and non-resource URLs',
    ])
  })

  test("may come from other roles, which must be selected", () => {
    expect(complaintsOf(clusterRole, { metadata, aggregationRule: {} })).toEqual([
      "aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil",
    ])
  })
})

describe("a binding", () => {
  const roleRef = { kind: "ClusterRole", name: "view" }
  const account = { kind: "ServiceAccount", name: "robot" }

  test("fills in the group of roles and people, not of accounts", () => {
    const made = prepared(roleBinding, { metadata, roleRef, subjects: [account, { kind: "User", name: "jane" }] })
    expect(made.roleRef.apiGroup).toBe("rbac.authorization.k8s.io")
    expect(made.subjects?.map(({ apiGroup }) => apiGroup)).toEqual([undefined, "rbac.authorization.k8s.io"])
  })

  test("of the whole cluster says where an account is", () => {
    expect(complaintsOf(roleBinding, { metadata, roleRef, subjects: [account] })).toEqual([])
    expect(complaintsOf(clusterRoleBinding, { metadata, roleRef, subjects: [account] })).toEqual([
      "subjects[0].namespace: Required value",
    ])
  })

  test("grants one role for as long as it lives", () => {
    const old = prepared(roleBinding, { metadata, roleRef })
    expect(updated(roleBinding, old, { metadata, roleRef: { ...roleRef, name: "admin" } }).complaints).toEqual([
      'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"ClusterRole","Name":"admin"}: cannot change roleRef',
    ])
  })

  test("shows whom it is for", () => {
    const subjects = [
      { ...account, namespace: "a" },
      { kind: "Group", name: "devs" },
      { kind: "User", name: "jane" },
    ]
    expect(cellsOf(clusterRoleBinding, prepared(clusterRoleBinding, { metadata, roleRef, subjects }))).toMatchObject({
      Role: "ClusterRole/view",
      Users: "jane",
      Groups: "devs",
      ServiceAccounts: "a/robot",
    })
  })
})

test("a name only has to fit into a path", () => {
  expect(complaintsOf(role, { metadata: { name: "Any thing:at_all" }, rules: [pods] })).toEqual([])
  expect(complaintsOf(role, { metadata: { name: "a/b" }, rules: [pods] })).toEqual([
    "metadata.name: Invalid value: \"a/b\": may not contain '/'",
  ])
})
