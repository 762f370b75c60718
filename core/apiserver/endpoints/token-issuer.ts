import { nodes, pods, secrets } from "../../apis/resources.gen.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { conflict, notFound } from "../../machinery/status/status-error.ts"
import type { TokenRequest } from "../authentication/service-account-token.ts"
import type { ObjectSource } from "../object-source.ts"

/** Signs a service account's token; what the `token` subresource needs. */
export interface TokenIssuer {
  issue(request: TokenRequest): Promise<{ readonly token: string; readonly expirationTimestamp: string }>
}

const bindable: Readonly<Record<string, Resource>> = { Pod: pods, Node: nodes, Secret: secrets }

/** What a token is bound to must be there, and be the very object that was meant. */
export function newTokenIssuer(issuer: TokenIssuer, source: ObjectSource): TokenIssuer {
  return {
    async issue(request) {
      const { boundTo } = request
      return issuer.issue(boundTo === undefined ? request : { ...request, boundTo: theVery(boundTo, source) })
    },
  }
}

function theVery(wanted: ApiObject, source: ObjectSource): ApiObject {
  const resource = bindable[wanted.kind ?? ""] ?? pods
  const { namespace = "", name = "", uid } = wanted.metadata
  const found = source.get(resource, resource.namespaced ? { namespace, name } : { name })
  if (found === undefined) throw notFound(resource, name)
  if (!uid || uid === found.metadata.uid) return found
  const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`
  throw conflict(resource, name, why)
}
