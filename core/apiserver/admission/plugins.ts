import type { Clock } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import type { Authorizer } from "../authorization/authorizer.ts"
import type { RbacAuthorizer } from "../authorization/rbac/rbac-authorizer.ts"
import type { ObjectSource } from "../object-source.ts"
import { newDefaultStorageClass } from "./default-storage-class.ts"
import { defaultTolerationSeconds } from "./default-toleration-seconds.ts"
import { newNamespaceLifecycle } from "./namespace-lifecycle.ts"
import { nodeRestriction } from "./node-restriction.ts"
import type { AdmissionPlugin } from "./plugin.ts"
import { newPriorityAdmission } from "./priority.ts"
import { newRbacEscalation } from "./rbac-escalation.ts"
import { newServiceAccountAdmission } from "./service-account.ts"
import { taintNodesByCondition } from "./taint-nodes-by-condition.ts"

export interface AdmissionDeps {
  readonly source: ObjectSource
  readonly authorizer: Authorizer
  readonly rbac: RbacAuthorizer
  readonly random: Random
  readonly clock: Clock
}

/** In the order they run, as kube-apiserver has them. */
export function newAdmissionPlugins(deps: AdmissionDeps): readonly AdmissionPlugin[] {
  return [
    newNamespaceLifecycle(deps.source),
    newServiceAccountAdmission(deps),
    nodeRestriction,
    taintNodesByCondition,
    newPriorityAdmission(deps.source),
    defaultTolerationSeconds,
    newDefaultStorageClass(deps.source),
    newRbacEscalation(deps),
  ]
}
