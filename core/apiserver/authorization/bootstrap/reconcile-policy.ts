import { clusterrolebindings, clusterroles, rolebindings, roles } from "../../../apis/resources.gen.ts"
import type { Client } from "../../../client/client.ts"
import type { Resource } from "../../../machinery/api/resource.ts"
import type { ApiObject } from "../../../machinery/meta/object.ts"
import { isAlreadyExists, isNotFound } from "../../../machinery/status/status-error.ts"
import type { BootstrapPolicy } from "./parse-policy.ts"

const autoUpdate = "rbac.authorization.kubernetes.io/autoupdate"

/**
 * Makes the bootstrap roles and bindings exist. What is there already stays as its owner left it, unless rules or
 * subjects of ours are missing and the object has not been opted out (`autoupdate: "false"`): those are added back.
 */
export async function reconcilePolicy(client: Client, policy: BootstrapPolicy): Promise<void> {
  await Promise.all([
    ...policy.clusterRoles.map((each) => reconcile(client, clusterroles, each, "rules")),
    ...policy.clusterRoleBindings.map((each) => reconcile(client, clusterrolebindings, each, "subjects")),
    ...policy.roles.map((each) => reconcile(client, roles, each, "rules")),
    ...policy.roleBindings.map((each) => reconcile(client, rolebindings, each, "subjects")),
  ])
}

async function reconcile<T extends ApiObject>(
  client: Client,
  resource: Resource<T>,
  wanted: T,
  list: "rules" | "subjects",
): Promise<void> {
  const { namespace, name = "" } = wanted.metadata
  const current = await client.get(resource, { namespace, name }).catch((error: unknown) => {
    if (isNotFound(error)) return undefined
    throw error
  })
  if (current === undefined) {
    await client.create(resource, wanted).catch((error: unknown) => {
      if (!isAlreadyExists(error)) throw error
    })
    return
  }
  if (current.metadata.annotations?.[autoUpdate] === "false") return
  const have = listOf(current, list)
  const known = new Set(have.map(normal))
  const missing = listOf(wanted, list).filter((each) => !known.has(normal(each)))
  if (missing.length > 0) await client.update(resource, { ...current, [list]: [...have, ...missing] })
}

function listOf(object: ApiObject, list: "rules" | "subjects"): readonly unknown[] {
  return (object as ApiObject & Partial<Record<typeof list, readonly unknown[]>>)[list] ?? []
}

/** The same text for the same rule, whatever the order of its fields. */
function normal(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort())
      : each,
  )
}
