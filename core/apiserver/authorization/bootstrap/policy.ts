import type { ClusterRole, ClusterRoleBinding, PolicyRule } from "../../../apis/rbac/v1.gen.ts"
import { clusterrolebindings, clusterroles } from "../../../apis/resources.gen.ts"
import { apiVersionOf } from "../../../machinery/api/resource.ts"
import type { BootstrapPolicy } from "./parse-policy.ts"
import { parsePolicy } from "./parse-policy.ts"
import { text } from "./policy-text.gen.ts"

const controllerManager = "cove:kube-controller-manager"

/**
 * The roles and bindings of a new cluster, as Kubernetes 1.36.3 has them, and one pair of ours: the controller manager
 * runs every controller under its own user instead of one service account each, so it needs the sum of their roles.
 */
export function bootstrapPolicy(): BootstrapPolicy {
  const policy = parsePolicy(text)
  return {
    ...policy,
    clusterRoles: [...policy.clusterRoles, controllerManagerRole(policy)],
    clusterRoleBindings: [...policy.clusterRoleBindings, controllerManagerBinding],
  }
}

/** What `system:node` allows, for the node authorizer. */
export function nodeRules(): readonly PolicyRule[] {
  return parsePolicy(text).clusterRoles.find((role) => role.metadata.name === "system:node")?.rules ?? []
}

function controllerManagerRole(policy: BootstrapPolicy): ClusterRole {
  const rules = policy.clusterRoles
    .filter((role) => role.metadata.name?.startsWith("system:controller:"))
    .flatMap((role) => role.rules ?? [])
  return {
    apiVersion: apiVersionOf(clusterroles),
    kind: clusterroles.kind,
    metadata: { name: controllerManager, labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } },
    rules: [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()],
  }
}

const controllerManagerBinding: ClusterRoleBinding = {
  apiVersion: apiVersionOf(clusterrolebindings),
  kind: clusterrolebindings.kind,
  metadata: { name: controllerManager, labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } },
  subjects: [{ kind: "User", name: "system:kube-controller-manager", apiGroup: clusterroles.group }],
  roleRef: { apiGroup: clusterroles.group, kind: "ClusterRole", name: controllerManager },
}
