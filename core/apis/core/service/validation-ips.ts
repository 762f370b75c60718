import type { FieldError, FieldErrors } from "../../../machinery/field/field-error.ts"
import { duplicate, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { ipAddress, ipFamilyOf } from "../../../machinery/field/ip.ts"
import { about } from "../../../machinery/meta/validate-meta.ts"
import { oneOf } from "../../validation/numbers.ts"
import type { Service, ServiceSpec } from "../v1.gen.ts"
import { isFreeOfFamilies, isHeadless } from "./facts.ts"
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

/** What the policy does not allow or this cluster cannot give. */
export function validateAvailableFamilies(service: Service, old?: Service): FieldErrors {
  const { spec } = service
  if (spec.type === "ExternalName") return []
  const contradictions = [
    ...validateReleased(spec, old?.spec),
    ...validateSingle(spec),
    ...validateInferred(spec, old?.spec),
  ]
  if (contradictions.length > 0 || isFreeOfFamilies(service)) return contradictions
  const { ipFamilies = [], ipFamilyPolicy } = spec
  return [
    ...(ipFamilyPolicy === "RequireDualStack" && clusterFamilies.length < 2
      ? [invalid(policyPath, ipFamilyPolicy, "this cluster is not configured for dual-stack services")]
      : []),
    ...ipFamilies.flatMap((family, at) =>
      clusterFamilies.includes(family)
        ? []
        : [invalid(familiesPath.index(at), family, "not configured on this cluster")],
    ),
  ]
}

const ipsPath = FieldPath.of("spec", "clusterIPs")
const familiesPath = FieldPath.of("spec", "ipFamilies")
const policyPath = FieldPath.of("spec", "ipFamilyPolicy")

function validateReleased(spec: ServiceSpec, old: ServiceSpec | undefined): FieldErrors {
  const { ipFamilyPolicy } = spec
  if (old === undefined || ipFamilyPolicy === "SingleStack") return []
  return secondFields
    .filter(([field]) => spec[field]?.length === 1 && (old[field]?.length ?? 0) > 1)
    .map(([, word]) => invalid(policyPath, ipFamilyPolicy, `must be 'SingleStack' to release the secondary ${word}`))
}

function validateSingle(spec: ServiceSpec): FieldErrors {
  const { ipFamilyPolicy } = spec
  if (ipFamilyPolicy !== "SingleStack") return []
  const dual = "must be 'RequireDualStack' or 'PreferDualStack'"
  return secondFields
    .filter(([field]) => spec[field]?.length === 2)
    .map(([, , words]) => invalid(policyPath, ipFamilyPolicy, `${dual} when multiple ${words} are specified`))
}

const secondFields = [
  ["clusterIPs", "cluster IP", "cluster IPs"],
  ["ipFamilies", "IP family", "IP families"],
] as const

/** An address whose family nobody named says which it is. */
function validateInferred({ clusterIPs = [], ipFamilies = [] }: ServiceSpec, old?: ServiceSpec): FieldErrors {
  return clusterIPs.flatMap((ip, at) => {
    const family = ipFamilyOf(ip)
    const isFine = family === undefined || clusterFamilies.includes(family) || at < ipFamilies.length
    if (isFine || old?.clusterIPs?.includes(ip)) return []
    return [invalid(ipsPath.index(at), clusterIPs, `${family} is not configured on this cluster`)]
  })
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
