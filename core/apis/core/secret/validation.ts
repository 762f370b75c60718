import { textFromBase64 } from "../../../base/base64.ts"
import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required, tooLong } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { configMapKey } from "../../../machinery/field/format.ts"
import {
  about,
  nameIsDnsSubdomain,
  validateImmutable,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import type { Secret } from "../v1.gen.ts"
import { base64Length, mostDataBytes, validateUnchangedData } from "./data.ts"

export function validateSecret(secret: Secret): FieldErrors {
  const entries = Object.entries(secret.data ?? {})
  const bytes = entries.reduce((sum, [, value]) => sum + base64Length(value), 0)
  return [
    ...validateObjectMeta(secret.metadata, { namespaced: true, nameRule: nameIsDnsSubdomain }),
    ...entries.flatMap(([key]) => about(dataPath.key(key), key, configMapKey(key))),
    ...(bytes > mostDataBytes ? [tooLong(dataPath, mostDataBytes)] : []),
    ...validateByType(secret),
  ]
}

export function validateSecretUpdate(next: Secret, old: Secret): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateImmutable(next.type, old.type, FieldPath.of("type")),
    ...validateUnchangedData(next, old, ["data"]),
    ...validateSecret(next),
  ]
}

const dataPath = FieldPath.of("data")

const accountAnnotation = "kubernetes.io/service-account.name"

/** Types that Kubernetes knows promise certain keys; any other type is its inventor's. */
function validateByType({ type, data = {}, metadata }: Secret): FieldErrors {
  switch (type) {
    case "kubernetes.io/service-account-token":
      return metadata.annotations?.[accountAnnotation]
        ? []
        : [required(FieldPath.of("metadata", "annotations").key(accountAnnotation))]
    case "kubernetes.io/dockercfg":
      return validateJson(data, ".dockercfg")
    case "kubernetes.io/dockerconfigjson":
      return validateJson(data, ".dockerconfigjson")
    case "kubernetes.io/basic-auth": {
      const isThere = Object.hasOwn(data, "username") || Object.hasOwn(data, "password")
      return isThere ? [] : [required(dataPath.key("username")), required(dataPath.key("password"))]
    }
    case "kubernetes.io/ssh-auth":
      return data["ssh-privatekey"] ? [] : [required(dataPath.key("ssh-privatekey"))]
    case "kubernetes.io/tls":
      return ["tls.crt", "tls.key"].filter((key) => !Object.hasOwn(data, key)).map((key) => required(dataPath.key(key)))
    default:
      return []
  }
}

function validateJson(data: Readonly<Record<string, string>>, key: string): FieldErrors {
  const encoded = data[key]
  if (encoded === undefined) return [required(dataPath.key(key))]
  const complaint = jsonObjectComplaint(textFromBase64(encoded))
  return complaint === undefined ? [] : [invalid(dataPath.key(key), "<secret contents redacted>", complaint)]
}

/** In the words of Go's encoding/json, as far as they do not depend on where it stopped reading. */
function jsonObjectComplaint(text: string): string | undefined {
  if (text.trim() === "") return "unexpected end of JSON input"
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const first = text.trim()[0] ?? ""
    if (/[[{"\-\d]/.test(first)) return "unexpected end of JSON input"
    return `invalid character '${first}' looking for beginning of value`
  }
  if (value === null || (typeof value === "object" && !Array.isArray(value))) return undefined
  const goKind = Array.isArray(value) ? "array" : typeof value === "boolean" ? "bool" : typeof value
  return `json: cannot unmarshal ${goKind} into Go value of type map[string]interface {}`
}
