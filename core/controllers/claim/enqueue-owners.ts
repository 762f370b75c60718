import type { Change, Informer } from "../../client/informer/informer.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import { controllerOf } from "../../machinery/meta/owners.ts"

/**
 * Who has to look again when a dependent changed: its controller, before and now, or, when it has none, every owner whose
 * selector takes it.
 */
export function ownersToWake<O extends ApiObject, T extends ApiObject>(
  { old, current }: Change<T>,
  owners: Informer<O>,
  resource: Resource<O>,
  selects: (owner: O, dependent: T) => boolean,
): readonly string[] {
  const keys = new Set<string>()
  for (const object of [old, current]) {
    const controller = object === undefined ? undefined : controllerOf(object)
    if (object === undefined || controller?.kind !== resource.kind) continue
    if (!controller.apiVersion.startsWith(`${resource.group}/`)) continue
    keys.add(keyOf({ metadata: { namespace: object.metadata.namespace, name: controller.name } }))
  }
  if (current !== undefined && controllerOf(current) === undefined) {
    for (const owner of owners.inNamespace(current.metadata.namespace ?? "")) {
      if (selects(owner, current)) keys.add(keyOf(owner))
    }
  }
  return [...keys]
}
