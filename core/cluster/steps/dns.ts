import { clusterrolebindings, clusterroles, deployments, serviceaccounts, services } from "../../apis/resources.gen.ts"
import type { Client, Named } from "../../client/client.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { StatusError } from "../../machinery/status/status-error.ts"
import {
  dnsClusterRole,
  dnsClusterRoleBinding,
  dnsDeployment,
  dnsService,
  dnsServiceAccount,
} from "../manifests/dns.ts"
import type { Profile } from "../profile/profile.ts"

/** The cluster's DNS server: made at the first start, brought up to date at later ones. */
export async function applyDns(client: Client, profile: Profile): Promise<void> {
  await Promise.all([
    ensureObject(client, serviceaccounts, dnsServiceAccount),
    ensureObject(client, clusterroles, dnsClusterRole),
    ensureObject(client, clusterrolebindings, dnsClusterRoleBinding),
    ensureObject(client, services, dnsService),
  ])
  await ensureObject(client, deployments, dnsDeployment(profile))
}

async function ensureObject<T extends ApiObject>(client: Client, resource: Resource<T>, object: T): Promise<void> {
  const { namespace, name = "" } = object.metadata
  if (await isThere(client, resource, { namespace, name })) {
    const { status: _server, ...body } = object as T & { readonly status?: unknown } // a status is the server's to write
    await client.patch(resource, { namespace, name }, { type: "strategic", body })
  } else {
    await client.create(resource, object)
  }
}

/** Creating and seeing would not do: a service that takes its own address again is told that it is taken. */
async function isThere<T extends ApiObject>(client: Client, resource: Resource<T>, at: Named): Promise<boolean> {
  try {
    await client.get(resource, at)
    return true
  } catch (error) {
    if (error instanceof StatusError && error.reason === "NotFound") return false
    throw error
  }
}
