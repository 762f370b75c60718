import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { qualifiedName } from "../../../machinery/field/format.ts"
import {
  about,
  nameIsDnsLabel,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import type { Namespace } from "../v1.gen.ts"

export function validateNamespace({ metadata, spec }: Namespace): FieldErrors {
  return [
    ...validateObjectMeta(metadata, { namespaced: false, nameRule: nameIsDnsLabel }),
    ...(spec.finalizers ?? []).flatMap((name) => validateFinalizerName(name, FieldPath.of("spec", "finalizers"))),
  ]
}

export function validateNamespaceUpdate(next: Namespace, old: Namespace): FieldErrors {
  return validateObjectMetaUpdate(next.metadata, old.metadata)
}

export function validateNamespaceStatusUpdate(next: Namespace, old: Namespace): FieldErrors {
  const path = FieldPath.of("status", "Phase")
  const { phase = "" } = next.status
  const isEnding = next.metadata.deletionTimestamp !== undefined
  const wrong = isEnding
    ? phase !== "Terminating" && "may only be 'Terminating' if `deletionTimestamp` is not empty"
    : phase !== "Active" && "may only be 'Active' if `deletionTimestamp` is empty"
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(wrong === false ? [] : [invalid(path, phase, wrong)]),
  ]
}

export function validateNamespaceFinalizeUpdate(next: Namespace, old: Namespace): FieldErrors {
  const path = FieldPath.of("spec", "finalizers")
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...(next.spec.finalizers ?? []).flatMap((name, at) => validateFinalizerName(name, path.index(at))),
  ]
}

/** A name of our own, or one that says whose it is. */
function validateFinalizerName(name: string, path: FieldPath): FieldErrors {
  const complaints = about(path, name, qualifiedName(name))
  if (complaints.length > 0 || name.includes("/") || name === "kubernetes") return complaints
  return [invalid(path, name, "name is neither a standard finalizer name nor is it fully qualified")]
}
