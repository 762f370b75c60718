import { isDeepEqual } from "../../../base/json.ts"
import type { Strategy } from "../../../machinery/api/kind.ts"
import { defaultPodTemplate } from "../../core/podspec/defaults.ts"
import { workloadWarnings } from "../../core/podspec/template-warnings.ts"
import { advanceGeneration, withGeneration } from "../../strategy/generation.ts"
import type { Deployment, DeploymentStrategy } from "../v1.gen.ts"
import { validateDeployment, validateDeploymentUpdate } from "./validation.ts"

export const deploymentStrategy: Strategy<Deployment> = {
  defaults: defaultDeployment,
  prepareForCreate: (deployment) => withGeneration({ ...deployment, status: {} }, 1),
  // A changed annotation counts as well: the controller copies annotations to the replica sets.
  prepareForUpdate: (next, old) =>
    advanceGeneration(
      { ...next, status: old.status },
      old,
      !isDeepEqual(next.spec, old.spec) || !isDeepEqual(next.metadata.annotations, old.metadata.annotations),
    ),
  validate: (deployment) => validateDeployment(deployment),
  validateUpdate: (next, old) => validateDeploymentUpdate(next, old),
  warnings: workloadWarnings(({ spec }) => spec.template, { namesPods: true }),
}

function defaultDeployment(deployment: Deployment): Deployment {
  const spec = deployment.spec ?? {}
  return {
    ...deployment,
    spec: {
      ...spec,
      replicas: spec.replicas ?? 1,
      strategy: defaultStrategy(spec.strategy ?? {}),
      template: defaultPodTemplate(spec.template ?? {}),
      revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
      progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600,
    },
  }
}

function defaultStrategy(strategy: DeploymentStrategy): DeploymentStrategy {
  const type = strategy.type || "RollingUpdate"
  if (type !== "RollingUpdate") return { ...strategy, type }
  const { maxUnavailable, maxSurge } = strategy.rollingUpdate ?? {}
  return { type, rollingUpdate: { maxUnavailable: maxUnavailable ?? "25%", maxSurge: maxSurge ?? "25%" } }
}
