import { canonicalQuantity, milliValue } from "../../../machinery/quantity/quantity.ts"
import { classAnnotation, replaced } from "../persistentvolume/warnings.ts"
import type { PersistentVolumeClaim } from "../v1.gen.ts"

export function claimWarnings({ metadata, spec }: PersistentVolumeClaim): readonly string[] {
  const hasAnnotation = classAnnotation in (metadata.annotations ?? {})
  return [
    ...(hasAnnotation ? [replaced(classAnnotation, 'deprecated since v1.8; use "storageClassName"')] : []),
    ...(["requests", "limits"] as const).flatMap((list) => {
      const size = spec.resources?.[list]?.["storage"]
      if (size === undefined || milliValue(size) % 1000 === 0) return []
      const shown = canonicalQuantity(size)
      return [`spec.resources.${list}[storage]: fractional byte value "${shown}" is invalid, must be an integer`]
    }),
  ]
}
