import type { FieldError, FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { validateLabelSelector } from "../../../../machinery/meta/validate-meta.ts"
import { localNonReservedPath } from "../../../validation/paths.ts"
import type {
  ClusterTrustBundleProjection,
  PodCertificateProjection,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from "../../v1.gen.ts"
import { validateDownwardItems, validateItems, validateMode } from "./volume-files.ts"

/** Files from several sources in one directory: no two may have the same path. */
export function validateProjected({ sources, defaultMode }: ProjectedVolumeSource, path: FieldPath): FieldErrors {
  const taken = new Set<string>()
  return [
    ...validateMode(defaultMode, path.child("defaultMode")),
    ...(sources ?? []).flatMap((source, at) =>
      validateProjection(source, taken, path.child("sources").index(at), path),
    ),
  ]
}

const order = [
  "secret",
  "configMap",
  "downwardAPI",
  "serviceAccountToken",
  "clusterTrustBundle",
  "podCertificate",
] as const

function validateProjection(
  source: VolumeProjection,
  taken: Set<string>,
  path: FieldPath,
  whole: FieldPath,
): FieldErrors {
  const [first, ...others] = order.filter((kind) => source[kind] !== undefined)
  const more = others.map((kind) => forbidden(path.child(kind), "may not specify more than 1 volume type per source"))
  const { secret, configMap, downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = source
  switch (first) {
    case "secret":
      return [...validateKeys(secret, taken, path.child("secret"), whole), ...more]
    case "configMap":
      return [...validateKeys(configMap, taken, path.child("configMap"), whole), ...more]
    case "downwardAPI":
      return [
        ...validateDownwardItems(downwardAPI?.items, path.child("downwardAPI")),
        ...(downwardAPI?.items ?? []).flatMap((item) => takePath(item.path, item.path, taken, whole)),
        ...more,
      ]
    case "serviceAccountToken":
      return [...validateToken(serviceAccountToken, taken, path.child("serviceAccountToken"), whole), ...more]
    case "clusterTrustBundle":
      return [...validateTrustBundle(clusterTrustBundle, taken, path.child("clusterTrustBundle"), whole), ...more]
    case "podCertificate":
      return [...validateCertificate(podCertificate, taken, path.child("podCertificate"), whole), ...more]
    default:
      return []
  }
}

function validateKeys(
  source: VolumeProjection["configMap"],
  taken: Set<string>,
  path: FieldPath,
  whole: FieldPath,
): FieldErrors {
  const { name = "", items = [] } = source ?? {}
  return [
    ...(name === "" ? [required(path.child("name"))] : []),
    ...validateItems(items, path.child("items")),
    ...items.flatMap((item) => takePath(item.path, name, taken, whole)),
  ]
}

const leastTokenSeconds = 10 * 60
const mostTokenSeconds = 2 ** 32

function validateToken(
  token: ServiceAccountTokenProjection | undefined,
  taken: Set<string>,
  path: FieldPath,
  whole: FieldPath,
): FieldErrors {
  const { path: file = "", expirationSeconds: seconds = 0 } = token ?? {}
  const own = path.child("expirationSeconds")
  return [
    ...takePath(file, file, taken, whole),
    ...(seconds < leastTokenSeconds ? [invalid(own, seconds, "may not specify a duration less than 10 minutes")] : []),
    ...(seconds > mostTokenSeconds
      ? [invalid(own, seconds, "may not specify a duration larger than 2^32 seconds")]
      : []),
    ...(file === "" ? [required(whole.child("path"))] : localNonReservedPath(whole.child("path"), file)),
  ]
}

function validateTrustBundle(
  bundle: ClusterTrustBundleProjection | undefined,
  taken: Set<string>,
  path: FieldPath,
  whole: FieldPath,
): FieldErrors {
  const { name, signerName, labelSelector, path: file = "" } = bundle ?? {}
  const errors: FieldError[] = []
  if (!name && !signerName) errors.push(required(path, "either name or signerName must be specified"))
  if (name && signerName) errors.push(invalid(path, bundle, "only one of name and signerName may be used"))
  if (name && labelSelector) errors.push(invalid(path.child("labelSelector"), labelSelector, "unsupported with name"))
  return [
    ...errors,
    ...validateLabelSelector(labelSelector, path.child("labelSelector")),
    ...(file === "" ? [required(path.child("path"))] : localNonReservedPath(path.child("path"), file)),
    ...takePath(file, file, taken, whole),
  ]
}

const keyTypes = ["RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"]

function validateCertificate(
  certificate: PodCertificateProjection | undefined,
  taken: Set<string>,
  path: FieldPath,
  whole: FieldPath,
): FieldErrors {
  const { signerName = "", keyType = "", credentialBundlePath, keyPath, certificateChainPath } = certificate ?? {}
  const files = { credentialBundlePath, keyPath, certificateChainPath }
  const named = Object.entries(files).flatMap(([field, file]) => (file ? [[field, file] as const] : []))
  return [
    ...(signerName === "" ? [required(path.child("signerName"))] : []),
    ...(keyTypes.includes(keyType)
      ? []
      : [invalid(path.child("keyType"), keyType, `must be one of ${keyTypes.join(", ")}`)]),
    ...(named.length === 0
      ? [required(path, "specify at least one of credentialBundlePath, keyPath, and certificateChainPath")]
      : []),
    ...named.flatMap(([field, file]) => [
      ...localNonReservedPath(path.child(field), file),
      ...takePath(file, file, taken, whole),
    ]),
  ]
}

function takePath(file: string | undefined, shown: string, taken: Set<string>, path: FieldPath): FieldErrors {
  if (!file) return []
  if (taken.has(file)) return [invalid(path, shown, "conflicting duplicate paths")]
  taken.add(file)
  return []
}
