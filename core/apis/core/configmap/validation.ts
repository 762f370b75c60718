import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, tooLong } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { byteLength, configMapKey } from "../../../machinery/field/format.ts"
import {
  about,
  nameIsDnsSubdomain,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { base64Length, mostDataBytes, validateUnchangedData } from "../secret/data.ts"
import type { ConfigMap } from "../v1.gen.ts"

export function validateConfigMap({ metadata, data = {}, binaryData = {} }: ConfigMap): FieldErrors {
  const text = Object.entries(data)
  const binary = Object.entries(binaryData)
  const bytes =
    text.reduce((sum, [, value]) => sum + byteLength(value), 0) +
    binary.reduce((sum, [, value]) => sum + base64Length(value), 0)
  return [
    ...validateObjectMeta(metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...text.flatMap(([key]) => {
      const path = FieldPath.of("data").key(key)
      const twice = Object.hasOwn(binaryData, key) ? [invalid(path, key, "duplicate of key present in binaryData")] : []
      return [...about(path, key, configMapKey(key)), ...twice]
    }),
    ...binary.flatMap(([key]) => about(FieldPath.of("binaryData").key(key), key, configMapKey(key))),
    // Kubernetes' name for the object as a whole.
    ...(bytes > mostDataBytes ? [tooLong("[]", mostDataBytes)] : []),
  ]
}

export function validateConfigMapUpdate(next: ConfigMap, old: ConfigMap): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateUnchangedData(next, old, ["data", "binaryData"]),
    ...validateConfigMap(next),
  ]
}
