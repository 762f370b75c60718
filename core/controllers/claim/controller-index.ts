import type { Informer } from "../../client/informer/informer.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { controllerOf } from "../../machinery/meta/owners.ts"

const index = "controller"

/** Lets an informer find what an owner controls, and what has no controller in a namespace, without looking at the rest. */
export function indexByController<T extends ApiObject>(informer: Informer<T>): void {
  informer.addIndex(index, (object) => [controllerOf(object)?.uid ?? orphansOf(object.metadata.namespace)])
}

/** What the owner controls. */
export function controlledBy<T extends ApiObject>(informer: Informer<T>, owner: ApiObject): readonly T[] {
  return informer.byIndex(index, owner.metadata.uid ?? "")
}

/** What `claim` has to look at. */
export function candidatesFor<T extends ApiObject>(informer: Informer<T>, owner: ApiObject): readonly T[] {
  return [...controlledBy(informer, owner), ...informer.byIndex(index, orphansOf(owner.metadata.namespace))]
}

/** No uid looks like this. */
function orphansOf(namespace: string | undefined): string {
  return `without/${namespace ?? ""}`
}
