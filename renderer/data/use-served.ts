import type { Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { useDiscovery } from "./use-discovery.ts"

/** The resource if this cluster serves it; undefined if not, or while that is not known. */
export function useServed<T extends ApiObject>(resource: Resource<T>): Resource<T> | undefined {
  const { resources } = useDiscovery()
  const isServed = resources?.some(({ group, plural }) => group === resource.group && plural === resource.plural)
  return isServed === true ? resource : undefined
}
