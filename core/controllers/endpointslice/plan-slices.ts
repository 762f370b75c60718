import type { Endpoint, EndpointPort, EndpointSlice } from "../../apis/discovery/v1.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import type { EndpointGroup } from "./endpoint.ts"
import { portsKey } from "./endpoint.ts"

/** Kubernetes' `--max-endpoints-per-slice`: every change to an endpoint is sent with its whole slice to every node. */
const endpointsPerSlice = 100

export interface SlicePlan {
  readonly create: readonly EndpointGroup[]
  readonly update: readonly EndpointSlice[]
  readonly remove: readonly EndpointSlice[]
}

/**
 * What to write so that the slices hold just these endpoints. Endpoints stay in the slice they are in; new ones fill the
 * slices that change anyway, then new slices. An empty placeholder is left when there are none at all.
 */
export function planSlices(groups: readonly EndpointGroup[], existing: readonly EndpointSlice[]): SlicePlan {
  const wanted = groups.length === 0 ? [{ ports: [], endpoints: [] }] : groups
  const left = new Set(existing)
  const plans = wanted.map((group) => {
    const same = existing.filter((slice) => left.has(slice) && portsKey(slice.ports) === portsKey(group.ports))
    for (const slice of same) left.delete(slice)
    return planGroup(group, same)
  })
  const create = plans.flatMap((plan) => plan.create)
  const spare = [...left, ...plans.flatMap((plan) => plan.remove)]
  // A slice that would be deleted serves as the new one: fewer writes, and watchers see one change.
  const reused = create.slice(0, spare.length).flatMap(({ ports, endpoints }, at) => {
    const slice = spare[at]
    return slice === undefined ? [] : [{ ...slice, ports, endpoints }]
  })
  return {
    create: create.slice(reused.length),
    update: [...plans.flatMap((plan) => plan.update), ...reused],
    remove: spare.slice(reused.length),
  }
}

function planGroup({ ports, endpoints }: EndpointGroup, slices: readonly EndpointSlice[]): SlicePlan {
  const missing = new Map(endpoints.map((endpoint) => [identityOf(endpoint), endpoint]))
  const kept = slices.map((slice) => {
    const own = (slice.endpoints ?? []).flatMap((endpoint) => {
      const id = identityOf(endpoint)
      const current = missing.get(id)
      missing.delete(id)
      return current === undefined ? [] : [current]
    })
    return { slice, endpoints: own, isChanged: !isDeepEqual(own, slice.endpoints ?? []) }
  })
  const rest = [...missing.values()]
  // Those that change anyway take new endpoints first; then, for what is left, the fullest that has room for all of it.
  const open = kept.filter((each) => each.isChanged && each.endpoints.length > 0)
  for (const each of open) fill(each, rest)
  if (rest.length > 0 && rest.length < endpointsPerSlice) {
    const room = kept
      .filter((each) => each.endpoints.length > 0 && each.endpoints.length + rest.length <= endpointsPerSlice)
      .sort((a, b) => b.endpoints.length - a.endpoints.length)[0]
    if (room !== undefined) fill(room, rest)
  }
  const isPlaceholder = endpoints.length === 0
  const empty = kept.filter((each) => each.endpoints.length === 0)
  const [placeholder] = isPlaceholder ? empty : []
  return {
    create: chunks(ports, rest, isPlaceholder && placeholder === undefined),
    update: kept
      .filter((each) => each.isChanged && (each.endpoints.length > 0 || each === placeholder))
      .map((each) => ({ ...each.slice, endpoints: each.endpoints, ports })),
    remove: empty.filter((each) => each !== placeholder).map((each) => each.slice),
  }
}

function fill(into: { endpoints: Endpoint[]; isChanged: boolean }, rest: Endpoint[]): void {
  const taken = rest.splice(0, endpointsPerSlice - into.endpoints.length)
  if (taken.length === 0) return
  into.endpoints = [...into.endpoints, ...taken]
  into.isChanged = true
}

function chunks(
  ports: readonly EndpointPort[],
  rest: readonly Endpoint[],
  needsOne: boolean,
): readonly EndpointGroup[] {
  if (rest.length === 0) return needsOne ? [{ ports, endpoints: [] }] : []
  const count = Math.ceil(rest.length / endpointsPerSlice)
  return Array.from({ length: count }, (_, at) => {
    return { ports, endpoints: rest.slice(at * endpointsPerSlice, (at + 1) * endpointsPerSlice) }
  })
}

function identityOf({ targetRef, addresses }: Endpoint): string {
  return `${targetRef?.uid ?? targetRef?.name ?? ""} ${addresses.join(" ")}`
}
