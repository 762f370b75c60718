import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { dns1123Label } from "../../../../machinery/field/format.ts"
import { about, validateLabelName, validateLabelSelector } from "../../../../machinery/meta/validate-meta.ts"
import type { Affinity, NodeAffinity, PodAffinity, PodAffinityTerm } from "../../v1.gen.ts"
import { validateNodeSelector, validateNodeSelectorTerm } from "./node-selector.ts"

const mustBe = "requiredDuringSchedulingIgnoredDuringExecution"
const better = "preferredDuringSchedulingIgnoredDuringExecution"

/** Where a pod wants to be, and beside whom. */
export function validateAffinity(affinity: Affinity | undefined, path: FieldPath): FieldErrors {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity ?? {}
  return [
    ...(nodeAffinity === undefined ? [] : validateNodeAffinity(nodeAffinity, path.child("nodeAffinity"))),
    ...(podAffinity === undefined ? [] : validatePodAffinity(podAffinity, path.child("podAffinity"))),
    ...(podAntiAffinity === undefined ? [] : validatePodAffinity(podAntiAffinity, path.child("podAntiAffinity"))),
  ]
}

function validateNodeAffinity(affinity: NodeAffinity, path: FieldPath): FieldErrors {
  const selector = affinity[mustBe]
  return [
    ...(selector === undefined ? [] : validateNodeSelector(selector, path.child(mustBe))),
    ...(affinity[better] ?? []).flatMap((term, at) => {
      const own = path.child(better).index(at)
      return [
        ...validateWeight(term.weight, own),
        ...validateNodeSelectorTerm(term.preference ?? {}, own.child("preference"), { anyValues: true }),
      ]
    }),
  ]
}

function validatePodAffinity(affinity: PodAffinity, path: FieldPath): FieldErrors {
  return [
    ...(affinity[mustBe] ?? []).flatMap((term, at) => validateTerm(term, path.child(mustBe).index(at))),
    ...(affinity[better] ?? []).flatMap((weighted, at) => {
      const own = path.child(better).index(at)
      return [
        ...validateWeight(weighted.weight, own),
        ...validateTerm(weighted.podAffinityTerm ?? { topologyKey: "" }, own.child("podAffinityTerm")),
      ]
    }),
  ]
}

function validateWeight(weight: number | undefined, path: FieldPath): FieldErrors {
  const value = weight ?? 0
  return value >= 1 && value <= 100 ? [] : [invalid(path.child("weight"), value, "must be in the range 1-100")]
}

function validateTerm(term: PodAffinityTerm, path: FieldPath): FieldErrors {
  const topologyKey = term.topologyKey ?? ""
  return [
    ...validateLabelSelector(term.labelSelector, path.child("labelSelector")),
    ...validateLabelSelector(term.namespaceSelector, path.child("namespaceSelector")),
    ...(term.namespaces ?? []).flatMap((name) => about(path.child("namespace"), name, dns1123Label(name))),
    ...validateLabelKeys(term, path),
    ...(topologyKey === "" ? [required(path.child("topologyKey"), "can not be empty")] : []),
    ...validateLabelName(topologyKey, path.child("topologyKey")),
  ]
}

function validateLabelKeys(term: PodAffinityTerm, path: FieldPath): FieldErrors {
  const { matchLabelKeys = [], mismatchLabelKeys = [] } = term
  const both = "exists in both matchLabelKeys and mismatchLabelKeys"
  return [
    ...validateKeys(matchLabelKeys, term, path.child("matchLabelKeys")),
    ...validateKeys(mismatchLabelKeys, term, path.child("mismatchLabelKeys")),
    ...matchLabelKeys.flatMap((key, at) =>
      mismatchLabelKeys.includes(key) ? [invalid(path.child("matchLabelKeys").index(at), key, both)] : [],
    ),
  ]
}

function validateKeys(keys: readonly string[], { labelSelector }: PodAffinityTerm, path: FieldPath): FieldErrors {
  if (keys.length === 0) return []
  if (labelSelector === undefined) return [forbidden(path, "must not be specified when labelSelector is not set")]
  return keys.flatMap((key, at) => validateLabelName(key, path.index(at)))
}
