import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { endpoints as resource } from "../../resources.gen.ts"
import { column, firstFew } from "../../strategy/column.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { Endpoints } from "../v1.gen.ts"
import { repackSubsets } from "./repack.ts"
import { validateEndpoints, validateEndpointsUpdate } from "./validation.ts"

export const endpoints: KindDefinition<Endpoints> = {
  resource,
  strategy: newStrategy<Endpoints>({
    defaults: withProtocols,
    validate: validateEndpoints,
    validateUpdate: validateEndpointsUpdate,
    canonicalize: (each) => (each.subsets === undefined ? each : { ...each, subsets: repackSubsets(each.subsets) }),
    allowCreateOnUpdate: true,
  }),
  columns: [nameColumn(), column("Endpoints", "Where traffic goes.", endpointsCell), ageColumn()],
  subresources: [],
  deprecation: "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
}

function withProtocols(endpoints: Endpoints): Endpoints {
  if (endpoints.subsets === undefined) return endpoints
  const subsets = endpoints.subsets.map((subset) =>
    subset.ports === undefined
      ? subset
      : { ...subset, ports: subset.ports.map((port) => ({ ...port, protocol: port.protocol || ("TCP" as const) })) },
  )
  return { ...endpoints, subsets }
}

function endpointsCell({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return "<none>"
  return firstFew(
    subsets.flatMap(({ addresses = [], ports = [] }) =>
      ports.length === 0
        ? addresses.map(({ ip }) => ip)
        : ports.flatMap(({ port }) =>
            addresses.map(({ ip }) => (ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`)),
          ),
    ),
  )
}
