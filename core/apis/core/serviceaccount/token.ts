import { formatTime } from "../../../base/clock.ts"
import type { ActionContext, ActionSubresource } from "../../../machinery/api/kind.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid } from "../../../machinery/field/field-error.ts"
import type { ApiObject } from "../../../machinery/meta/object.ts"
import { badRequest, internalError } from "../../../machinery/status/status-error.ts"
import type { BoundObjectReference, TokenRequest } from "../../authentication/v1.gen.ts"
import type { ServiceAccount } from "../v1.gen.ts"

/** `kubectl create token`, and what the kubelet asks for on behalf of a pod. */
export const serviceAccountToken: ActionSubresource<ServiceAccount> = {
  type: "action",
  name: "token",
  group: "authentication.k8s.io",
  version: "v1",
  kind: "TokenRequest",
  bodyType: "authentication.v1.TokenRequest",
  validate: (body, target) => validateTokenRequest(asRequest(body), target),
  act: (body, _target, lent) => issue(asRequest(body), lent),
}

const defaultSeconds = 60 * 60
const leastSeconds = 10 * 60
const mostSeconds = 2 ** 32

function validateTokenRequest({ metadata, spec }: TokenRequest, account: ServiceAccount | undefined): FieldErrors {
  const seconds = spec.expirationSeconds ?? defaultSeconds
  const { name, namespace } = metadata ?? {}
  return [
    ...(name && account !== undefined && name !== account.metadata.name
      ? [invalid("metadata.name", name, "must match the service account name if specified")]
      : []),
    ...(namespace && account !== undefined && namespace !== account.metadata.namespace
      ? [invalid("metadata.namespace", namespace, "must match the service account namespace if specified")]
      : []),
    ...(seconds < leastSeconds
      ? [invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes")]
      : []),
    ...(seconds > mostSeconds
      ? [invalid("spec.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds")]
      : []),
  ]
}

async function issue(request: TokenRequest, lent: ActionContext): Promise<ApiObject> {
  if (lent.issueToken === undefined) throw internalError("no service account signing key is configured")
  const { audiences = [], expirationSeconds = defaultSeconds, boundObjectRef } = request.spec
  const boundTo = boundObjectRef === undefined ? undefined : boundObject(boundObjectRef, lent)
  const issued = await lent.issueToken({
    audiences,
    expirationSeconds,
    ...(boundTo === undefined ? {} : { boundTo }),
  })
  return {
    kind: "TokenRequest",
    apiVersion: "authentication.k8s.io/v1",
    metadata: { name: lent.name, namespace: lent.namespace, creationTimestamp: formatTime(lent.facts.nowMs) },
    spec: {
      audiences: issued.audiences ?? audiences,
      expirationSeconds,
      ...(boundObjectRef ? { boundObjectRef } : {}),
    },
    status: { token: issued.token, expirationTimestamp: issued.expirationTimestamp },
  } satisfies TokenRequest as ApiObject
}

/** What the token lives and dies with. The API server looks it up and compares the uid. */
function boundObject(
  { apiVersion, kind, name = "", uid }: BoundObjectReference,
  { namespace }: ActionContext,
): ApiObject {
  const known = apiVersion === "v1" && (kind === "Pod" || kind === "Node" || kind === "Secret")
  if (!known) throw badRequest(`cannot bind token to object of type ${apiVersion ?? ""}, Kind=${kind ?? ""}`)
  return {
    apiVersion,
    kind,
    metadata: { name, ...(kind === "Node" ? {} : { namespace }), ...(uid === undefined ? {} : { uid }) },
  }
}

function asRequest(body: ApiObject): TokenRequest {
  return body as ApiObject & TokenRequest // decoded as `bodyType`
}
