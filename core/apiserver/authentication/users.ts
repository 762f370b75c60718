import type { UserInfo } from "../../machinery/api/kind.ts"

/** Kubernetes' built-in users and groups (documentation: "Authenticating"). */
export const groups = {
  authenticated: "system:authenticated",
  unauthenticated: "system:unauthenticated",
  masters: "system:masters",
  nodes: "system:nodes",
  serviceAccounts: "system:serviceaccounts",
} as const

export const anonymous: UserInfo = { name: "system:anonymous", groups: [groups.unauthenticated] }

/** The API server's own requests. */
export const apiServerUser: UserInfo = { name: "system:apiserver", groups: [groups.masters, groups.authenticated] }

const nodePrefix = "system:node:"
const serviceAccountPrefix = "system:serviceaccount:"

/** The node a kubelet's credentials are for; undefined for everyone else. */
export function nodeNameOf(user: UserInfo): string | undefined {
  if (!user.groups.includes(groups.nodes) || !user.name.startsWith(nodePrefix)) return undefined
  return user.name.slice(nodePrefix.length)
}

export function serviceAccountUserName(namespace: string, name: string): string {
  return `${serviceAccountPrefix}${namespace}:${name}`
}

export function serviceAccountOf(
  user: Pick<UserInfo, "name">,
): { readonly namespace: string; readonly name: string } | undefined {
  if (!user.name.startsWith(serviceAccountPrefix)) return undefined
  const [namespace = "", name = ""] = user.name.slice(serviceAccountPrefix.length).split(":")
  return namespace !== "" && name !== "" ? { namespace, name } : undefined
}

/** The groups of a service account, `system:authenticated` included. */
export function serviceAccountGroups(namespace: string): readonly string[] {
  return [groups.serviceAccounts, `${groups.serviceAccounts}:${namespace}`, groups.authenticated]
}
