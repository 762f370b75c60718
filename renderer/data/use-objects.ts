import { useMemo } from "react"
import type { Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { type Narrowed, useClusterData } from "./cluster-data.tsx"
import { nothingYet, type SourceState } from "./cluster-source.ts"
import { useSource } from "./use-source.ts"

/**
 * Whole objects of a resource, kept up to date; a new list at most once a frame. Without a resource there is nothing:
 * ask so while it is not known yet, or not wanted.
 */
export function useObjects<T extends ApiObject>(
  resource: Resource<T> | undefined,
  narrowed: Narrowed = {},
): SourceState<T> {
  const data = useClusterData()
  const { namespace, labelSelector, fieldSelector } = narrowed
  const source = useMemo(
    () => (resource === undefined ? undefined : data.objects(resource, { namespace, labelSelector, fieldSelector })),
    [data, resource, namespace, labelSelector, fieldSelector],
  )
  return useSource<SourceState<T>>(source, nothingYet)
}
