import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { endpointslices } from "../../resources.gen.ts"
import { column, firstFew } from "../../strategy/column.ts"
import type { EndpointSlice } from "../v1.gen.ts"
import { endpointSliceStrategy } from "./strategy.ts"

export const endpointSlice: KindDefinition<EndpointSlice> = {
  resource: endpointslices,
  strategy: endpointSliceStrategy,
  columns: [
    nameColumn(),
    column("AddressType", "What its addresses are.", ({ addressType }) => addressType),
    column("Ports", "Where the endpoints listen.", portsCell),
    column("Endpoints", "Where traffic goes.", endpointsCell),
    ageColumn(),
  ],
  subresources: [],
}

function portsCell({ ports = [] }: EndpointSlice): string {
  if (ports.length === 0) return "<unset>"
  return firstFew(ports.map(({ name, port }) => (port === undefined ? name || "*" : String(port))))
}

function endpointsCell({ endpoints }: EndpointSlice): string {
  if (endpoints === undefined || endpoints.length === 0) return "<unset>"
  return firstFew(endpoints.flatMap(({ addresses }) => addresses))
}
