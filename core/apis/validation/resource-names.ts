import type { FieldErrors } from "../../machinery/field/field-error.ts"
import { invalid } from "../../machinery/field/field-error.ts"
import type { FieldPath } from "../../machinery/field/field-path.ts"
import { qualifiedName } from "../../machinery/field/format.ts"
import type { Quantity } from "../../machinery/quantity/quantity.ts"
import { canonicalQuantity, milliValue } from "../../machinery/quantity/quantity.ts"

/** Kubernetes' own resources: without a domain, or of kubernetes.io. */
export function isNativeResource(name: string): boolean {
  return !name.includes("/") || name.includes("kubernetes.io/")
}

/** Somebody else's: `example.com/gpu`. Counted in whole pieces and never shared. */
export function isExtendedResource(name: string): boolean {
  if (isNativeResource(name) || name.startsWith("requests.")) return false
  return qualifiedName(`requests.${name}`).length === 0
}

export function isHugePages(name: string): boolean {
  return name.startsWith("hugepages-")
}

export function isStandardContainerResource(name: string): boolean {
  return name === "cpu" || name === "memory" || name === "ephemeral-storage" || isHugePages(name)
}

/** What a quota may count, containers' resources among it. */
export function isStandardResource(name: string): boolean {
  return standardResources.has(name) || isHugePages(name) || /^(requests\.)?hugepages-/.test(name)
}

/** Below zero is nothing, and some come in whole pieces only. */
export function validateResourceAmount(name: string, amount: Quantity, path: FieldPath): FieldErrors {
  const milli = milliValue(amount)
  return [
    ...(milli < 0 ? [invalid(path, canonicalQuantity(amount), "must be greater than or equal to 0")] : []),
    ...(isCounted(name) && milli % 1000 !== 0 ? [invalid(path, canonicalQuantity(amount), "must be an integer")] : []),
  ]
}

function isCounted(name: string): boolean {
  return countedResources.has(name) || isExtendedResource(name)
}

const countedResources = new Set([
  "pods",
  "services",
  "replicationcontrollers",
  "resourcequotas",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "services.nodeports",
  "services.loadbalancers",
])

const standardResources = new Set([
  ...countedResources,
  "cpu",
  "memory",
  "ephemeral-storage",
  "requests.cpu",
  "requests.memory",
  "requests.storage",
  "requests.ephemeral-storage",
  "limits.cpu",
  "limits.memory",
  "limits.ephemeral-storage",
  "storage",
])
