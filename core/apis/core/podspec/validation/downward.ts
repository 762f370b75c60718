import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { invalid, notSupported, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { qualifiedName } from "../../../../machinery/field/format.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import { canonicalQuantity } from "../../../../machinery/quantity/quantity.ts"
import type { ObjectFieldSelector, ResourceFieldSelector } from "../../v1.gen.ts"

/** Fields of the pod that an environment variable may show. */
export const envFieldPaths: readonly string[] = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
]

/** Fields of the pod that a file of a downwardAPI volume may show. */
export const volumeFieldPaths: readonly string[] = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
]

/** What can be named at all, allowed in this place or not. */
const knownFieldPaths = new Set([
  ...envFieldPaths,
  ...volumeFieldPaths,
  "spec.host",
  "spec.restartPolicy",
  "spec.schedulerName",
  "status.phase",
])

export function validateFieldRef(
  { apiVersion = "", fieldPath = "" }: ObjectFieldSelector,
  allowed: readonly string[],
  path: FieldPath,
): FieldErrors {
  if (apiVersion === "") return [required(path.child("apiVersion"))]
  if (fieldPath === "") return [required(path.child("fieldPath"))]
  const [name, subscript] = splitSubscript(fieldPath)
  const refusal = whyUnknown(apiVersion, name, subscript, fieldPath)
  if (refusal !== undefined)
    return [invalid(path.child("fieldPath"), fieldPath, `error converting fieldPath: ${refusal}`)]
  if (subscript !== undefined) {
    const key = name === "metadata.annotations" ? subscript.toLowerCase() : subscript
    return about(path, key, qualifiedName(key))
  }
  const read = name === "spec.host" ? "spec.nodeName" : name
  return allowed.includes(read) ? [] : [notSupported(path.child("fieldPath"), read, allowed)]
}

function whyUnknown(version: string, name: string, subscript: string | undefined, whole: string): string | undefined {
  if (version !== "v1") return `unsupported pod version: ${version}`
  if (subscript === undefined) return knownFieldPaths.has(name) ? undefined : `field label not supported: ${name}`
  if (name === "metadata.annotations" || name === "metadata.labels") return undefined
  return `field label does not support subscript: ${whole}`
}

/** `metadata.labels['app']` → its path and its key. */
function splitSubscript(fieldPath: string): readonly [string, string | undefined] {
  const match = /^(.+?)\['(.*)'\]$/s.exec(fieldPath)
  return match === null ? [fieldPath, undefined] : [match[1] ?? "", match[2] ?? ""]
}

const resources: readonly string[] = [
  "limits.cpu",
  "limits.ephemeral-storage",
  "limits.memory",
  "requests.cpu",
  "requests.ephemeral-storage",
  "requests.memory",
]

const hugePages = /^(limits|requests)\.hugepages-/

const byteDivisors = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"]

/** A container's own limits and requests. In a volume the container must be named. */
export function validateResourceFieldRef(
  { containerName = "", resource = "", divisor }: ResourceFieldSelector,
  inVolume: boolean,
  path: FieldPath,
): FieldErrors {
  const known = resources.includes(resource) || hugePages.test(resource)
  return [
    ...(inVolume && containerName === ""
      ? [required(path.child("containerName"))]
      : resource === ""
        ? [required(path.child("resource"))]
        : known
          ? []
          : [notSupported(path.child("resource"), resource, resources)]),
    ...validateDivisor(resource, canonicalQuantity(divisor ?? "0"), path.child("divisor")),
  ]
}

function validateDivisor(resource: string, divisor: string, path: FieldPath): FieldErrors {
  if (divisor === "0") return []
  const [allowed, name] = divisorsOf(resource)
  if (allowed.length === 0 || allowed.includes(divisor)) return []
  const list = allowed.length === 2 ? allowed.join(" and ") : allowed.join(", ")
  return [invalid(path, resource, `only divisor's values ${list} are supported with the ${name} resource`)]
}

function divisorsOf(resource: string): readonly [readonly string[], string] {
  if (resource.endsWith(".cpu")) return [["1m", "1"], "cpu"]
  if (resource.endsWith(".memory")) return [byteDivisors, "memory"]
  if (resource.endsWith(".ephemeral-storage")) return [byteDivisors, "local ephemeral storage"]
  return hugePages.test(resource) ? [byteDivisors, "hugepages"] : [[], ""]
}
