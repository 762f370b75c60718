import type { FieldError, FieldErrors } from "../../../machinery/field/field-error.ts"
import { duplicate, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { ipAddress, ipFamilyOf } from "../../../machinery/field/ip.ts"
import { about } from "../../../machinery/meta/validate-meta.ts"
import { oneOf } from "../../validation/numbers.ts"
import type { Service, ServiceSpec } from "../v1.gen.ts"
import { isHeadless } from "./facts.ts"
import { clusterFamilies } from "./families.ts"

/** Addresses, families and policy, before anything is inferred from them. */
export function validateIPs(service: Service, old?: Service): FieldErrors {
  const { spec } = service
  if (spec.type === "ExternalName") return []
  const { ipFamilyPolicy } = spec
  const errors: FieldError[] = [
    ...validateInStep(spec),
    ...validateFamilies(spec.ipFamilies ?? []),
    ...(ipFamilyPolicy === undefined
      ? []
      : oneOf(policyPath, ipFamilyPolicy, ["PreferDualStack", "RequireDualStack", "SingleStack"])),
  ]
  const malformed = validateFormats(spec.clusterIPs ?? [], old?.spec.clusterIPs ?? [])
  if (malformed.length > 0) return [...errors, ...malformed]
  errors.push(...validateDualStack(spec.clusterIPs ?? []))
  if (errors.length > 0 || isHeadless(service)) return errors
  return validateFamiliesOfIPs(spec)
}

/** What this cluster cannot give, whatever is asked for. */
export function validateAvailableFamilies(service: Service, old?: Service): FieldErrors {
  const { spec } = service
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec
  if (spec.type === "ExternalName" || isFreeOfFamilies(service)) return []
  const unavailable = clusterIPs.flatMap((ip, at) => {
    const family = ipFamilyOf(ip)
    if (family === undefined || clusterFamilies.includes(family) || old?.spec.clusterIPs?.includes(ip)) return []
    return [invalid(ipsPath.index(at), clusterIPs, `${family} is not configured on this cluster`)]
  })
  if (unavailable.length > 0) return unavailable
  const isSingle = ipFamilyPolicy === "SingleStack"
  return [
    ...(isSingle && ipFamilies.length > 1 ? [invalid(policyPath, ipFamilyPolicy, mustBeDual("ipFamilies"))] : []),
    ...(isSingle && clusterIPs.length > 1 ? [invalid(policyPath, ipFamilyPolicy, mustBeDual("clusterIPs"))] : []),
    ...ipFamilies.flatMap((family, at) =>
      clusterFamilies.includes(family)
        ? []
        : [invalid(familiesPath.index(at), family, "not configured on this cluster")],
    ),
    ...(ipFamilyPolicy === "RequireDualStack" && clusterFamilies.length < 2
      ? [invalid(policyPath, ipFamilyPolicy, "this cluster is not configured for dual-stack services")]
      : []),
  ]
}

const ipsPath = FieldPath.of("spec", "clusterIPs")
const familiesPath = FieldPath.of("spec", "ipFamilies")
const policyPath = FieldPath.of("spec", "ipFamilyPolicy")

function mustBeDual(field: string): string {
  return `must be RequireDualStack or PreferDualStack when multiple '${field}' are specified`
}

/** Headless and without a selector: whoever writes the endpoints decides. */
function isFreeOfFamilies(service: Service): boolean {
  return isHeadless(service) && Object.keys(service.spec.selector ?? {}).length === 0
}

function validateInStep({ clusterIP = "", clusterIPs = [] }: ServiceSpec): FieldErrors {
  if (clusterIP === "")
    return clusterIPs.length > 0
      ? [invalid(ipsPath, clusterIPs, "must be empty when `clusterIP` is not specified")]
      : []
  if (clusterIPs.length === 0) return [required(ipsPath)]
  return clusterIPs[0] === clusterIP ? [] : [invalid(ipsPath, clusterIPs, "first value must match `clusterIP`")]
}

function validateFamilies(families: readonly string[]): FieldErrors {
  return families.flatMap((family, at) => [
    ...oneOf(familiesPath.index(at), family, ["IPv4", "IPv6"]),
    ...(families.indexOf(family) < at ? [duplicate(familiesPath.index(at), family)] : []),
  ])
}

function validateFormats(clusterIPs: readonly string[], known: readonly string[]): FieldErrors {
  return clusterIPs.flatMap((ip, at) => {
    if (at === 0 && ip === "None")
      return clusterIPs.length > 1 ? [invalid(ipsPath, clusterIPs, "'None' must be the first and only value")] : []
    return known.includes(ip) ? [] : about(ipsPath.index(at), ip, ipAddress(ip))
  })
}

function validateDualStack(clusterIPs: readonly string[]): FieldErrors {
  const families = clusterIPs.map(ipFamilyOf)
  return [
    ...(clusterIPs.length > 2 ? [invalid(ipsPath, clusterIPs, "may only hold up to 2 values")] : []),
    ...(clusterIPs.length > 1 && new Set(families).size < 2
      ? [invalid(ipsPath, clusterIPs, "may specify no more than one IP for each IP family")]
      : []),
  ]
}

function validateFamiliesOfIPs({ clusterIPs = [], ipFamilies = [] }: ServiceSpec): FieldErrors {
  return clusterIPs.flatMap((ip, at) => {
    const family = ipFamilies[at]
    if (family === undefined || ipFamilyOf(ip) === family) return []
    return [invalid(ipsPath.index(at), ip, `expected an ${family} value as indicated by \`ipFamilies[${at}]\``)]
  })
}
