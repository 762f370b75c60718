import type { Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import type { SourceState } from "./cluster-source.ts"
import { useDiscovery } from "./use-discovery.ts"
import { useObjects } from "./use-objects.ts"

export interface ServedState<T extends ApiObject> extends SourceState<T> {
  /** Whether the cluster has this kind at all; undefined until it is known. */
  readonly served: boolean | undefined
}

/** The resource where the cluster serves it; what it does not serve is not asked for. */
export function useServed<T extends ApiObject>(resource: Resource<T>): Resource<T> | undefined {
  return isServed(useDiscovery().resources, resource) === true ? resource : undefined
}

/** Objects of a kind that a cluster may not have: then there are none, and that is all there is to know. */
export function useServedObjects<T extends ApiObject>(resource: Resource<T>): ServedState<T> {
  const served = isServed(useDiscovery().resources, resource)
  const state = useObjects(served === true ? resource : undefined)
  return { ...state, synced: state.synced || served === false, served }
}

function isServed<T extends ApiObject>(all: readonly Resource[] | undefined, { group, version, plural }: Resource<T>) {
  return all?.some((each) => each.group === group && each.version === version && each.plural === plural)
}
