import { isDeepEqual } from "../../../base/json.ts"
import { advanceGeneration, withGeneration } from "../../strategy/generation.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { EndpointSlice } from "../v1.gen.ts"
import { validateEndpointSlice, validateEndpointSliceUpdate } from "./validation.ts"

export const endpointSliceStrategy = newStrategy<EndpointSlice>({
  defaults: withPortDefaults,
  prepareForCreate: (slice) => withGeneration(withZones(slice), 1),
  prepareForUpdate: (next, old) => {
    const prepared = withZones(next)
    return advanceGeneration(prepared, old, !isSameService(prepared, old))
  },
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  warnings: ({ addressType }) => (addressType === "FQDN" ? ["addressType: FQDN endpoints are deprecated"] : []),
})

function withPortDefaults(slice: EndpointSlice): EndpointSlice {
  if (slice.ports === undefined) return slice
  const ports = slice.ports.map((port) => ({ ...port, name: port.name ?? "", protocol: port.protocol ?? "TCP" }))
  return { ...slice, ports }
}

/** The topology labels of earlier versions are not kept in v1. */
function withZones(slice: EndpointSlice): EndpointSlice {
  if (!slice.endpoints?.some((endpoint) => endpoint.deprecatedTopology !== undefined)) return slice
  return { ...slice, endpoints: slice.endpoints.map(({ deprecatedTopology: _, ...endpoint }) => endpoint) }
}

function isSameService(a: EndpointSlice, b: EndpointSlice): boolean {
  return (
    isDeepEqual({ ...a, metadata: undefined }, { ...b, metadata: undefined }) &&
    isDeepEqual(a.metadata.labels ?? {}, b.metadata.labels ?? {})
  )
}
