import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, invalid } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import type { PodSpec } from "../../v1.gen.ts"

type Annotations = { readonly [key: string]: string } | undefined

/** Says that a pod only mirrors one that a kubelet runs by itself. */
export const mirrorAnnotation = "kubernetes.io/config.mirror"

const deletionCost = "controller.kubernetes.io/pod-deletion-cost"

const appArmorPrefix = "container.apparmor.security.beta.kubernetes.io/"

/** Annotations that mean something to Kubernetes itself. */
export function validatePodAnnotations(annotations: Annotations, spec: PodSpec, path: FieldPath): FieldErrors {
  const mirror = annotations?.[mirrorAnnotation]
  const cost = annotations?.[deletionCost]
  return [
    ...(mirror !== undefined && !spec.nodeName
      ? [invalid(path.key(mirrorAnnotation), mirror, "must set spec.nodeName if mirror pod annotation is set")]
      : []),
    ...(cost !== undefined && !isInt32(cost) ? [invalid(path.key(deletionCost), cost, "must be a 32bit integer")] : []),
  ]
}

export function validatePodAnnotationUpdate(next: Annotations, old: Annotations, path: FieldPath): FieldErrors {
  const changed = Object.entries(old ?? {}).filter(([key, value]) => next?.[key] !== value)
  const added = Object.keys(next ?? {}).filter((key) => old?.[key] === undefined)
  return [
    ...changed.flatMap(([key]) => refuse(key, "may not remove or update", path)),
    ...added.flatMap((key) => refuse(key, "may not add", path)),
  ]
}

function refuse(key: string, what: string, path: FieldPath): FieldErrors {
  if (key.startsWith(appArmorPrefix)) return [forbidden(path.key(key), `${what} AppArmor annotations`)]
  return key === mirrorAnnotation ? [forbidden(path.key(key), `${what} mirror pod annotation`)] : []
}

function isInt32(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && Math.abs(Number(text)) <= 2 ** 31 - 1 && (text === "0" || !/^[+-]?0|^\+/.test(text))
}
