import type { Scale } from "../../apis/autoscaling/v1.gen.ts"
import type { ScaleSubresource } from "../../machinery/api/kind.ts"
import { invalid } from "../../machinery/field/field-error.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { conflict, invalidObject, notFound, staleVersion } from "../../machinery/status/status-error.ts"
import { unstored } from "../registry/store-context.ts"
import { negotiate } from "./answer/negotiate.ts"
import { readObject } from "./body.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import { decodePatched, readPatch } from "./patch-types.ts"
import { type Endpoint, type EndpointDeps, namespaceOf, type ServedKind } from "./resource-endpoint.ts"
import { bytesResponse, warningHeaders } from "./respond.ts"
import { subresourceOf } from "./subresource.ts"
import { checkName } from "./update.ts"
import { readWriteOptions } from "./write-options.ts"
import { writeRequestOf } from "./write-request.ts"

const scaleType = { group: "autoscaling", version: "v1", kind: "Scale", type: "autoscaling.v1.Scale" } as const

/** What every scale's strategic and merge patches are applied to. */
const scaleKind = {
  resource: {
    ...scaleType,
    plural: "scales",
    singular: "scale",
    namespaced: true,
    shortNames: [],
    categories: [],
    verbs: [],
  },
} as const

/** `…/deployments/web/scale`: how many, of whatever it is. */
export const scaleObject: Endpoint = async (exchange, served, deps) => {
  const { store } = served
  const scale = scaleOf(served, exchange.info.subresource)
  if (store === undefined || scale === undefined) throw methodNotAllowed()
  const representation = negotiate(exchange.request)
  const at = { namespace: namespaceOf(exchange, served), name: exchange.info.name }
  if (exchange.info.verb === "get") {
    const { object } = await store.get(at, { signal: exchange.request.signal })
    return bytesResponse(200, unstored(viewOf(object, scale)).bytes, representation)
  }
  const options = readWriteOptions(exchange, exchange.info.verb === "patch" ? "PatchOptions" : "UpdateOptions")
  const request = writeRequestOf(exchange, served, deps, options)
  const wanted = await readWanted(exchange, deps, { ...options, warn: request.warn })
  const { object } = await store.update(at, {
    ...request,
    subresource: "scale",
    change(current) {
      if (current === undefined) throw notFound(served.kind.resource, at.name)
      const next = wanted(viewOf(current, scale))
      checkName(next, at.name)
      checkScale(next, current, served, at.name)
      return scale.withReplicas(current, next.spec?.replicas ?? 0)
    },
  })
  return bytesResponse(
    200,
    unstored(viewOf(object.object, scale)).bytes,
    representation,
    warningHeaders(request.warnings),
  )
}

/** The scale after the request, given the one before. */
async function readWanted(
  { request, info }: Parameters<Endpoint>[0],
  deps: EndpointDeps,
  options: ReturnType<typeof readWriteOptions> & { readonly warn: (warning: string) => void },
): Promise<(current: ScaleView) => ScaleView> {
  if (info.verb !== "patch") {
    const body = await readObject(request, scaleType, {
      ...deps,
      validation: options.fieldValidation,
      warn: options.warn,
    })
    return () => body as ScaleView // decoded as that
  }
  const patch = await readPatch(request)
  if (patch.type === "apply") throw methodNotAllowed()
  return (current) => decodePatched(patch, scaleKind, current, { ...deps, ...options }) as ScaleView // decoded as that
}

type ScaleView = ApiObject & Pick<Scale, "spec" | "status">

function viewOf(object: ApiObject, { replicasOf }: ScaleSubresource): ScaleView {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const { spec, status, selector } = replicasOf(object)
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: spec === 0 ? {} : { replicas: spec },
    status: { replicas: status, ...(selector === "" ? {} : { selector }) },
  }
}

function checkScale(next: ScaleView, current: ApiObject, { kind }: ServedKind, name: string): void {
  const replicas = next.spec?.replicas ?? 0
  if (replicas < 0) {
    throw invalidObject(scaleType, name, [invalid("spec.replicas", replicas, "must be greater than or equal to 0")])
  }
  const { uid, resourceVersion } = next.metadata
  if (
    (uid && uid !== current.metadata.uid) ||
    (resourceVersion && resourceVersion !== current.metadata.resourceVersion)
  ) {
    throw conflict(kind.resource, name, staleVersion)
  }
}

function scaleOf({ kind }: ServedKind, name: string): ScaleSubresource | undefined {
  const found = subresourceOf(kind, name)
  return found?.type === "scale" ? found : undefined
}
