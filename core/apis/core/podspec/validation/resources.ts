import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import {
  duplicate,
  forbidden,
  invalid,
  notFound,
  notSupported,
  required,
} from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { dns1123Label, qualifiedName } from "../../../../machinery/field/format.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import type { Quantity } from "../../../../machinery/quantity/quantity.ts"
import { canonicalQuantity, compareQuantities } from "../../../../machinery/quantity/quantity.ts"
import {
  isExtendedResource,
  isHugePages,
  isNativeResource,
  isStandardContainerResource,
  isStandardResource,
  validateResourceAmount,
} from "../../../validation/resource-names.ts"
import type { Container, ResourceRequirements } from "../../v1.gen.ts"

/** What a container needs and may have. `claims` are the names of the pod's resource claims. */
export function validateContainerResources(
  resources: ResourceRequirements | undefined,
  claims: ReadonlySet<string>,
  path: FieldPath,
): FieldErrors {
  return validateRequirements(resources ?? {}, claims, validateContainerResourceName, path)
}

type NameRule = (name: string, path: FieldPath) => FieldErrors

export function validateRequirements(
  resources: ResourceRequirements,
  claims: ReadonlySet<string>,
  nameRule: NameRule,
  path: FieldPath,
): FieldErrors {
  const limits = resources.limits ?? {}
  const requests = resources.requests ?? {}
  const names = [...Object.keys(limits), ...Object.keys(requests)]
  const onlyHugePages = names.some(isHugePages) && !names.includes("cpu") && !names.includes("memory")
  return [
    ...validateAmounts(limits, nameRule, path.child("limits")),
    ...Object.entries(requests).flatMap(([name, request]) => [
      ...validateAmounts({ [name]: request }, nameRule, path.child("requests")),
      ...validateAgainstLimit(name, request, limits[name], path),
    ]),
    ...(onlyHugePages ? [forbidden(path, "HugePages require cpu or memory")] : []),
    ...validateClaims(resources.claims ?? [], claims, path.child("claims")),
  ]
}

function validateAmounts(
  list: { readonly [name: string]: Quantity },
  nameRule: NameRule,
  path: FieldPath,
): FieldErrors {
  return Object.entries(list).flatMap(([name, amount]) => [
    ...nameRule(name, path.key(name)),
    ...validateResourceAmount(name, amount, path.key(name)),
  ])
}

function validateAgainstLimit(
  name: string,
  request: Quantity,
  limit: Quantity | undefined,
  path: FieldPath,
): FieldErrors {
  const mayBeShared = isNativeResource(name) && !isHugePages(name)
  if (limit === undefined)
    return mayBeShared ? [] : [required(path.child("limits"), "Limit must be set for non overcommitable resources")]
  const order = compareQuantities(request, limit)
  if (order === 0 || (order < 0 && mayBeShared)) return []
  const [asked, most] = [canonicalQuantity(request), canonicalQuantity(limit)]
  const rule = mayBeShared ? "less than or equal to" : "equal to"
  return [invalid(path.child("requests"), asked, `must be ${rule} ${name} limit of ${most}`)]
}

const validateContainerResourceName: NameRule = (name, path) => {
  const form = about(path, name, qualifiedName(name))
  if (form.length > 0) return form
  if (!name.includes("/"))
    return [
      ...(isStandardResource(name) ? [] : [invalid(path, name, "must be a standard resource type or fully qualified")]),
      ...(isStandardContainerResource(name) ? [] : [invalid(path, name, "must be a standard resource for containers")]),
    ]
  return isNativeResource(name) || isExtendedResource(name)
    ? []
    : [invalid(path, name, "doesn't follow extended resource name standard")]
}

/** What a pod may ask for as a whole. */
export const validatePodResourceName: NameRule = (name, path) =>
  name === "cpu" || name === "memory" || isHugePages(name)
    ? []
    : [notSupported(path, name, ["cpu", "hugepages-", "memory"])]

function validateClaims(
  used: NonNullable<ResourceRequirements["claims"]>,
  claims: ReadonlySet<string>,
  path: FieldPath,
): FieldErrors {
  const seen = new Set<string>()
  return used.flatMap(({ name = "", request = "" }, at) => {
    const own = path.index(at)
    if (name === "") return [required(own)]
    const key = request === "" ? name : `${name}/${request}`
    if (seen.has(key) || seen.has(name)) return [duplicate(own, key)]
    seen.add(key)
    return [
      ...(request === "" ? [] : about(own.child("request"), request, dns1123Label(request))),
      ...(claims.has(name) ? [] : [notFound(own.child("name"), name)]),
    ]
  })
}

/** Whether a container must restart for a change of its cpu or memory. */
export function validateResizePolicy(
  policies: Container["resizePolicy"],
  restartPolicy: string | undefined,
  path: FieldPath,
): FieldErrors {
  const seen = new Set<string>()
  return (policies ?? []).flatMap(({ resourceName = "", restartPolicy: restart = "" }, at) => {
    const repeated = seen.has(resourceName)
    seen.add(resourceName)
    const detail = "must be 'NotRequired' when `restartPolicy` is 'Never'"
    return [
      ...(repeated ? [duplicate(path.index(at), resourceName)] : []),
      ...wordIn(path, resourceName, ["cpu", "memory"]),
      ...wordIn(path, restart, ["NotRequired", "RestartContainer"]),
      ...(restartPolicy === "Never" && restart !== "NotRequired" ? [invalid(path, restart, detail)] : []),
    ]
  })
}

function wordIn(path: FieldPath, value: string, supported: readonly string[]): FieldErrors {
  if (value === "") return [required(path)]
  return supported.includes(value) ? [] : [notSupported(path, value, supported)]
}
