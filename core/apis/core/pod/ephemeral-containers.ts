import { isDeepEqual } from "../../../base/json.ts"
import type { PartSubresource } from "../../../machinery/api/kind.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden } from "../../../machinery/field/field-error.ts"
import { validateObjectMetaUpdate } from "../../../machinery/meta/validate-meta.ts"
import { advanceGeneration } from "../../strategy/generation.ts"
import { describeDifference } from "../../validation/difference.ts"
import { mirrorAnnotation } from "../podspec/validation/annotations.ts"
import type { Pod } from "../v1.gen.ts"
import { specPath, validatePod } from "./validation.ts"

/** `kubectl debug`: containers that join a running pod. They can be added, never changed or taken away. */
export const podEphemeralContainers: PartSubresource<Pod> = {
  type: "part",
  name: "ephemeralcontainers",
  verbs: ["get", "update", "patch"],
  prepareForUpdate: (next, old) => {
    const { ephemeralContainers } = next.spec
    const { ephemeralContainers: _, ...rest } = old.spec
    const spec = ephemeralContainers === undefined ? rest : { ...rest, ephemeralContainers }
    const { resourceVersion, managedFields } = next.metadata
    const metadata = { ...old.metadata, resourceVersion, managedFields }
    return advanceGeneration({ ...old, metadata, spec }, old, !isDeepEqual(spec, old.spec))
  },
  validateUpdate: (next, old) => {
    if (old.metadata.annotations?.[mirrorAnnotation] !== undefined)
      return [forbidden("", "static pods do not support ephemeral containers")]
    return [...validateObjectMetaUpdate(next.metadata, old.metadata), ...validatePod(next), ...validateKept(next, old)]
  },
}

function validateKept(next: Pod, old: Pod): FieldErrors {
  const path = specPath.child("ephemeralContainers")
  const now = next.spec.ephemeralContainers ?? []
  return (old.spec.ephemeralContainers ?? []).flatMap((before) => {
    const after = now.find(({ name }) => name === before.name)
    const which = `existing ephemeral containers "${before.name}"`
    if (after === undefined) return [forbidden(path, `${which} may not be removed\n`)]
    if (isDeepEqual(before, after)) return []
    return [forbidden(path, `${which} may not be changed\n${describeDifference(before, after)}`)]
  })
}
