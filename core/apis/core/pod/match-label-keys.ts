import type { LabelSelector } from "../../../machinery/meta/v1.gen.ts"
import type { Affinity, Pod, PodAffinity, PodAffinityTerm, TopologySpreadConstraint } from "../v1.gen.ts"

type Labels = { readonly [key: string]: string }

/**
 * `matchLabelKeys` names labels of the pod whose values become part of the selector, once, when the pod is created:
 * a Deployment's pods then look only at those of the same revision.
 */
export function withMatchedLabelKeys(pod: Pod): Pod {
  const { affinity, topologySpreadConstraints } = pod.spec
  const labels = pod.metadata.labels ?? {}
  if (affinity === undefined && topologySpreadConstraints === undefined) return pod
  return {
    ...pod,
    spec: {
      ...pod.spec,
      ...(affinity === undefined ? {} : { affinity: withAffinityKeys(affinity, labels) }),
      ...(topologySpreadConstraints === undefined
        ? {}
        : { topologySpreadConstraints: topologySpreadConstraints.map((each) => withSpreadKeys(each, labels)) }),
    },
  }
}

function withSpreadKeys(constraint: TopologySpreadConstraint, labels: Labels): TopologySpreadConstraint {
  return constraint.labelSelector === undefined
    ? constraint
    : { ...constraint, labelSelector: extend(constraint.labelSelector, constraint.matchLabelKeys, "In", labels) }
}

function withAffinityKeys(affinity: Affinity, labels: Labels): Affinity {
  const { podAffinity, podAntiAffinity } = affinity
  return {
    ...affinity,
    ...(podAffinity === undefined ? {} : { podAffinity: withTermKeys(podAffinity, labels) }),
    ...(podAntiAffinity === undefined ? {} : { podAntiAffinity: withTermKeys(podAntiAffinity, labels) }),
  }
}

function withTermKeys(affinity: PodAffinity, labels: Labels): PodAffinity {
  const required = affinity.requiredDuringSchedulingIgnoredDuringExecution
  const preferred = affinity.preferredDuringSchedulingIgnoredDuringExecution
  return {
    ...affinity,
    ...(required === undefined
      ? {}
      : { requiredDuringSchedulingIgnoredDuringExecution: required.map((term) => extendTerm(term, labels)) }),
    ...(preferred === undefined
      ? {}
      : {
          preferredDuringSchedulingIgnoredDuringExecution: preferred.map((weighted) => ({
            ...weighted,
            podAffinityTerm: extendTerm(weighted.podAffinityTerm, labels),
          })),
        }),
  }
}

function extendTerm(term: PodAffinityTerm, labels: Labels): PodAffinityTerm {
  if (term.labelSelector === undefined) return term
  const matched = extend(term.labelSelector, term.matchLabelKeys, "In", labels)
  return { ...term, labelSelector: extend(matched, term.mismatchLabelKeys, "NotIn", labels) }
}

function extend(
  selector: LabelSelector,
  keys: readonly string[] | undefined,
  operator: "In" | "NotIn",
  labels: Labels,
): LabelSelector {
  const added = (keys ?? []).flatMap((key) => {
    const value = labels[key]
    return value === undefined ? [] : [{ key, operator, values: [value] }]
  })
  if (added.length === 0) return selector
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] }
}
