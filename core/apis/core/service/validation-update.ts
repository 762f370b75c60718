import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { validateObjectMetaUpdate } from "../../../machinery/meta/validate-meta.ts"
import type { Service, ServiceSpec } from "../v1.gen.ts"
import { isHeadless, isLoadBalancer } from "./facts.ts"
import { validateService } from "./validation.ts"
import { validateAvailableFamilies, validateIPs } from "./validation-ips.ts"
import { validateLoadBalancerClass } from "./validation-traffic.ts"

export function validateServiceUpdate(next: Service, old: Service): FieldErrors {
  const malformed = validateIPs(next, old)
  if (malformed.length > 0) return malformed
  const unavailable = validateAvailableFamilies(next, old)
  if (unavailable.length > 0) return unavailable
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateSameIPs(next, old),
    ...validateSameFamilies(next, old),
    ...validateSameClass(next, old),
    ...validateLoadBalancerClass(next),
    ...validateService(next, old),
  ]
}

const fixed = "may not change once set"

/** A second address may come and go; the first is the service's for life, unless it turns into or from a name. */
function validateSameIPs(next: Service, old: Service): FieldErrors {
  if (isName(next) || isName(old) || (isHeadless(next) && isHeadless(old))) return []
  return validateSameList(next.spec, old.spec, "clusterIPs", "clusterIP")
}

function validateSameFamilies(next: Service, old: Service): FieldErrors {
  if (isName(next) || isName(old) || isHeadless(next) || isHeadless(old)) return []
  return validateSameList(next.spec, old.spec, "ipFamilies", "ipFamily")
}

function validateSameList(
  next: ServiceSpec,
  old: ServiceSpec,
  field: "clusterIPs" | "ipFamilies",
  singular: string,
): FieldErrors {
  const path = FieldPath.of("spec", field)
  const [now, before] = [next[field] ?? [], old[field] ?? []]
  const isShorter = now.length < before.length
  const compared = now.length === before.length ? before.length : Math.min(1, now.length, before.length)
  const changed = before
    .slice(0, compared)
    .flatMap((value, at) => (value === now[at] ? [] : [invalid(path.index(at), now, fixed)]))
  return [
    ...(isShorter && now.length === 0 ? [invalid(path.index(0), now, `primary ${singular} can not be unset`)] : []),
    ...changed,
    ...(isShorter && now.length === 1 && next.ipFamilyPolicy !== "SingleStack"
      ? [
          invalid(
            "spec.ipFamilyPolicy",
            next.ipFamilyPolicy,
            `must be set to 'SingleStack' when releasing the secondary ${singular}`,
          ),
        ]
      : []),
  ]
}

function validateSameClass(next: Service, old: Service): FieldErrors {
  const { loadBalancerClass } = next.spec
  const isSame = loadBalancerClass === old.spec.loadBalancerClass
  if (isSame || !isLoadBalancer(next) || !isLoadBalancer(old)) return []
  return [invalid("spec.loadBalancerClass", loadBalancerClass, fixed)]
}

function isName({ spec }: Service): boolean {
  return spec.type === "ExternalName"
}
