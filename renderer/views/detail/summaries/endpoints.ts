import type { EndpointSlice } from "../../../../core/apis/discovery/v1.gen.ts"
import type { Reference } from "../related/references.ts"

/** One address that answers for a service. */
export interface EndpointWords {
  readonly address: string
  /** `http 8080` */
  readonly ports: string
  readonly target: Reference | undefined
  readonly state: "ready" | "notReady" | "terminating"
}

/** The addresses of all slices, those that are ready first. */
export function endpointsIn(slices: readonly EndpointSlice[]): readonly EndpointWords[] {
  const endpoints = slices.flatMap((slice) =>
    (slice.endpoints ?? []).flatMap(({ addresses, conditions, targetRef }) =>
      addresses.map((address): EndpointWords => {
        const { kind = "", namespace = "", name = "" } = targetRef ?? {}
        const target = targetRef === undefined ? undefined : { group: "", kind, namespace, name }
        const state =
          conditions?.terminating === true ? "terminating" : conditions?.ready === false ? "notReady" : "ready"
        return { address, ports: portsOf(slice), target, state }
      }),
    ),
  )
  return endpoints.toSorted((a, b) => order[a.state] - order[b.state] || a.address.localeCompare(b.address))
}

const order = { ready: 0, terminating: 1, notReady: 2 }

function portsOf({ ports = [] }: EndpointSlice): string {
  return ports.map(({ name, port }) => (name === undefined || name === "" ? `${port}` : `${name} ${port}`)).join(", ")
}
