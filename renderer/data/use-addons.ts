import type { AddonPart, AddonSummary } from "../../core/bridge/contract/api.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { type Called, useCall } from "./use-call.ts"
import { useResource } from "./use-discovery.ts"
import { useObjects } from "./use-objects.ts"

/** Every add-on there is. */
export function useAddons(): Called<readonly AddonSummary[]> {
  return useCall("addons.list", undefined)
}

/** The objects that a part of an add-on is; undefined until the cluster has told. */
export function useAddonPart(part: AddonPart): readonly ApiObject[] | undefined {
  const resource = useResource(part)
  const { objects, synced } = useObjects(resource, {
    ...(part.namespace !== undefined && { namespace: part.namespace }),
    ...(part.labelSelector !== undefined && { labelSelector: part.labelSelector }),
    ...(part.name !== undefined && { fieldSelector: `metadata.name=${part.name}` }),
  })
  return synced ? objects : undefined
}
