import { isDeepEqual } from "../../../base/json.ts"
import type { FieldError, FieldErrors } from "../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { labelValue } from "../../../machinery/field/format.ts"
import {
  about,
  nameIsDnsSubdomain,
  validateLabelName,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from "../../../machinery/meta/validate-meta.ts"
import { canonicalQuantity } from "../../../machinery/quantity/quantity.ts"
import { cidr, isIpv4 } from "../../validation/addresses.ts"
import { oneOf } from "../../validation/numbers.ts"
import { validateResourceAmount } from "../../validation/resource-names.ts"
import { taintEffects } from "../podspec/validation/scheduling.ts"
import type { Node, NodeSpec, NodeStatus, Taint } from "../v1.gen.ts"

const metadataPath = FieldPath.of("metadata")
const specPath = FieldPath.of("spec")
const statusPath = FieldPath.of("status")

export function validateNode(node: Node): FieldErrors {
  return [
    ...validateObjectMeta(node.metadata, { namespaced: false, nameRule: nameIsDnsSubdomain }),
    ...validateTaints(node.spec.taints ?? []),
    ...validateResources(node.status),
    ...validatePodCIDRs(node.spec),
  ]
}

export function validateNodeUpdate(next: Node, old: Node): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateNode(next),
    ...validateCIDRsKept(next.spec, old.spec),
    ...validateTaints(next.spec.taints ?? []),
    ...validateProviderKept(next.spec, old.spec),
  ]
}

export function validateNodeStatusUpdate(next: Node, old: Node): FieldErrors {
  return [
    ...validateObjectMetaUpdate(next.metadata, old.metadata),
    ...validateAddresses(next.status),
    ...validateResources(next.status),
  ]
}

/** Kubernetes has always said `metadata.taints` here. */
function validateTaints(taints: readonly Taint[]): FieldErrors {
  const path = metadataPath.child("taints")
  const seen = new Set<string>()
  return taints.flatMap((taint, at) => {
    const { key = "", value = "" } = taint
    const effect: string = taint.effect ?? ""
    const own = path.index(at)
    const pair = `${key}:${effect}`
    const repeated = seen.has(pair)
    seen.add(pair)
    return [
      ...validateLabelName(key, own.child("key")),
      ...about(own.child("value"), value, labelValue(value)),
      ...(effect === "" ? [required(own.child("effect"))] : oneOf(own.child("effect"), effect, taintEffects)),
      ...(repeated ? [repeatedTaint(taint, own)] : []),
    ]
  })
}

function repeatedTaint(taint: Taint, path: FieldPath): FieldError {
  const body = `Duplicate value: ${JSON.stringify(taint)}: taints must be unique by key and effect pair`
  return { type: "FieldValueDuplicate", field: String(path), body }
}

function validateResources({ capacity, allocatable }: NodeStatus): FieldErrors {
  return Object.entries({ capacity, allocatable }).flatMap(([list, resources]) =>
    Object.entries(resources ?? {}).flatMap(([name, amount]) =>
      validateResourceAmount(name, canonicalQuantity(amount), statusPath.child(list).key(name)),
    ),
  )
}

/** One range for each family of addresses. */
function validatePodCIDRs({ podCIDRs = [] }: NodeSpec): FieldErrors {
  const path = specPath.child("podCIDRs")
  const ranges = podCIDRs.flatMap((each, at) => cidr(path.index(at), each))
  const families = podCIDRs.map((each) => isIpv4(each.split("/")[0] ?? ""))
  const onlyOneEach = new Set(families).size === families.length
  return [
    ...ranges,
    ...(podCIDRs.length > 1 && !onlyOneEach
      ? [invalid(path, podCIDRs, "may specify no more than one CIDR for each IP family")]
      : []),
  ]
}

function validateCIDRsKept(next: NodeSpec, old: NodeSpec): FieldErrors {
  if ((old.podCIDRs?.length ?? 0) === 0 || isDeepEqual(next.podCIDRs ?? [], old.podCIDRs)) return []
  const detail = 'node updates may not change podCIDR except from "" to valid'
  return [forbidden(specPath.child("podCIDRs"), detail)]
}

function validateProviderKept(next: NodeSpec, old: NodeSpec): FieldErrors {
  if (!old.providerID || old.providerID === next.providerID) return []
  return [forbidden(specPath.child("providerID"), 'node updates may not change providerID except from "" to valid')]
}

function validateAddresses({ addresses }: NodeStatus): FieldErrors {
  const seen = new Set<string>()
  return (addresses ?? []).flatMap((address, at) => {
    const key = `${address.type}:${address.address}`
    const repeated = seen.has(key)
    seen.add(key)
    const path = statusPath.child("addresses").index(at)
    return repeated
      ? [
          {
            type: "FieldValueDuplicate" as const,
            field: String(path),
            body: `Duplicate value: ${JSON.stringify(address)}`,
          },
        ]
      : []
  })
}
