import type { ApiObject } from "./object.ts"
import type { OwnerReference } from "./v1.gen.ts"

/** The owner that manages the object, of which there is at most one. */
export function controllerOf(object: ApiObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true)
}

export function isControlledBy(object: ApiObject, owner: ApiObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid
}

/** The reference a controller puts on what it makes; it holds back the owner's foreground deletion. */
export function controllerReference(
  owner: ApiObject,
  kind: { readonly apiVersion: string; readonly kind: string },
): OwnerReference {
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    name: owner.metadata.name ?? "",
    uid: owner.metadata.uid ?? "",
    controller: true,
    blockOwnerDeletion: true,
  }
}
