import { clusterrolebindings, clusterroles, deployments, serviceaccounts, services } from "../../apis/resources.gen.ts"
import type { Client } from "../../client/client.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
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

/** Server-side apply makes what is not there, and changes of the rest only what differs. */
async function ensureObject<T extends ApiObject>(client: Client, resource: Resource<T>, object: T): Promise<void> {
  const { namespace, name = "" } = object.metadata
  const { status: _server, ...body } = object as T & { readonly status?: unknown } // a status is the server's to write
  await client.patch(resource, { namespace, name }, { type: "apply", body, force: true }, { fieldManager: "cove" })
}
