import { isDeepEqual } from "../../../base/json.ts"
import type { Strategy } from "../../../machinery/api/kind.ts"
import { defaultPodTemplate } from "../../core/podspec/defaults.ts"
import { workloadWarnings } from "../../core/podspec/template-warnings.ts"
import { advanceGeneration, withGeneration } from "../../strategy/generation.ts"
import type { DaemonSet, DaemonSetSpec, DaemonSetStatus, DaemonSetUpdateStrategy } from "../v1.gen.ts"
import { validateDaemonSet, validateDaemonSetUpdate } from "./validation.ts"

/** Counts the templates; once a field of the spec, kept as an annotation ever since. */
const templateGeneration = "deprecated.daemonset.template.generation"

export const daemonSetStrategy: Strategy<DaemonSet> = {
  defaults: (daemonSet) => ({ ...daemonSet, spec: defaultSpec(daemonSet.spec) }),
  prepareForCreate: (daemonSet) => withGeneration({ ...withTemplateGeneration(daemonSet, 1), status: emptyStatus }, 1),
  prepareForUpdate: (next, old) => {
    const before = Number(old.metadata.annotations?.[templateGeneration] ?? 0)
    const newTemplate = !isDeepEqual(next.spec.template, old.spec.template)
    const counted = withTemplateGeneration({ ...next, status: old.status }, before + (newTemplate ? 1 : 0))
    return advanceGeneration(counted, old, !isDeepEqual(next.spec, old.spec))
  },
  validate: (daemonSet) => validateDaemonSet(daemonSet),
  validateUpdate: (next, old) => validateDaemonSetUpdate(next, old),
  warnings: workloadWarnings(({ spec }) => spec.template, { namesPods: false }),
}

const emptyStatus: DaemonSetStatus = {
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
}

function withTemplateGeneration(daemonSet: DaemonSet, generation: number): DaemonSet {
  const { metadata } = daemonSet
  const annotations = { ...metadata.annotations, [templateGeneration]: String(generation) }
  return { ...daemonSet, metadata: { ...metadata, annotations } }
}

function defaultSpec(spec: Partial<DaemonSetSpec> = {}): DaemonSetSpec {
  return {
    ...(spec as DaemonSetSpec), // what is missing of it is found by validation
    template: defaultPodTemplate(spec.template ?? {}),
    updateStrategy: defaultUpdateStrategy(spec.updateStrategy ?? {}),
    revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
  }
}

function defaultUpdateStrategy(strategy: DaemonSetUpdateStrategy): DaemonSetUpdateStrategy {
  const type = strategy.type || "RollingUpdate"
  if (type !== "RollingUpdate") return { ...strategy, type }
  const { maxUnavailable, maxSurge } = strategy.rollingUpdate ?? {}
  return { type, rollingUpdate: { maxUnavailable: maxUnavailable ?? 1, maxSurge: maxSurge ?? 0 } }
}
