import type { Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import type { Narrowed } from "./cluster-data.tsx"
import type { SourceState } from "./cluster-source.ts"
import { useDiscovery } from "./use-discovery.ts"
import { useObjects } from "./use-objects.ts"

export interface ServedState<T extends ApiObject> extends SourceState<T> {
  /** Whether the cluster has this kind at all; undefined until it is known. */
  readonly served: boolean | undefined
}

/** Objects of a kind that a cluster may not have: then there are none, and that is all there is to know. */
export function useServedObjects<T extends ApiObject>(resource: Resource<T>, narrowed?: Narrowed): ServedState<T> {
  const served = isServed(useDiscovery().resources, resource)
  const state = useObjects(served === true ? resource : undefined, narrowed)
  return { ...state, synced: state.synced || served === false, served }
}

function isServed<T extends ApiObject>(all: readonly Resource[] | undefined, { group, version, plural }: Resource<T>) {
  return all?.some((each) => each.group === group && each.version === version && each.plural === plural)
}
