import type { Deployment, DeploymentStatus, ReplicaSet } from "../../apis/apps/v1.gen.ts"
import { deployments, replicasets } from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { describeError } from "../../base/log.ts"
import type { EventRecorder } from "../../client/events/event-recorder.ts"
import { referenceTo } from "../../client/events/reference.ts"
import { apiVersionOf } from "../../machinery/api/resource.ts"
import { findCondition } from "../../machinery/meta/conditions.ts"
import { controllerReference, isControlledBy } from "../../machinery/meta/owners.ts"
import { isAlreadyExists } from "../../machinery/status/status-error.ts"
import type { ControllerDeps } from "../controller-definition.ts"
import { isNamespaceEnding } from "../namespace-ending.ts"
import { templateHash } from "../template-hash.ts"
import { hasSizeAnnotations, revisionAnnotation, revisionOf, sizeAnnotations, withRevision } from "./annotations.ts"
import { replicasOf } from "./bounds.ts"
import { hasProgressDeadline, progressing } from "./progress.ts"
import { findNew, hashLabel, hasTemplateOf } from "./replica-sets.ts"
import type { Resize } from "./rolling.ts"
import { newReplicas } from "./rolling.ts"
import type { ConditionWords } from "./status.ts"
import { setCondition } from "./status.ts"

export interface RolloutDeps extends Pick<ControllerDeps, "client" | "clock"> {
  readonly recorder: EventRecorder
  /** Told of every replica set written. */
  readonly onWrite: (replicaSet: ReplicaSet) => void
  readonly signal: AbortSignal
}

/** The writes of one look at one deployment. */
export class Rollout {
  readonly #deps: RolloutDeps
  /** As the server last answered. */
  deployment: Deployment
  newest: ReplicaSet | undefined
  old: readonly ReplicaSet[]

  constructor(deployment: Deployment, replicaSets: readonly ReplicaSet[], deps: RolloutDeps) {
    this.#deps = deps
    this.deployment = deployment
    this.newest = findNew(deployment, replicaSets)
    this.old = replicaSets.filter((each) => each !== this.newest)
  }

  get all(): readonly ReplicaSet[] {
    return this.newest === undefined ? this.old : [...this.old, this.newest]
  }

  /** Numbers the newest replica set as the latest revision; with `create`, makes it when there is none. */
  async syncNewest({ create }: { readonly create: boolean }): Promise<void> {
    const revision = Math.max(0, ...this.old.map(revisionOf)) + 1
    if (this.newest !== undefined) await this.#refresh(this.newest, revision)
    else if (create) await this.#create(revision)
  }

  /**
   * Resolves to whether anything was written. With `remember`, one that keeps its size still notes the deployment's new
   * one: `wasScaled` would see the old note for ever.
   */
  async scale(resizes: readonly Resize[], { remember = false } = {}): Promise<boolean> {
    let scaled = false
    for (const { replicaSet, replicas } of resizes) {
      const isSame = replicas === replicasOf(replicaSet)
      if (isSame && (!remember || hasSizeAnnotations(replicaSet, this.deployment))) continue
      await this.#scaleOne(replicaSet, replicas)
      scaled = true
    }
    return scaled
  }

  async writeStatus(status: DeploymentStatus): Promise<void> {
    if (isDeepEqual(this.deployment.status, status)) return
    await this.#writeDeployment({ ...this.deployment, status })
  }

  async setConditions(...conditions: readonly ConditionWords[]): Promise<void> {
    const nowMs = this.#deps.clock.now()
    const { status } = this.deployment
    const next = conditions.reduce((list, words) => setCondition(list, words, nowMs), status.conditions ?? [])
    await this.writeStatus({ ...status, conditions: next })
  }

  async delete(replicaSet: ReplicaSet): Promise<void> {
    const { namespace, name = "" } = replicaSet.metadata
    await this.#deps.client.delete(replicasets, { namespace, name, signal: this.#deps.signal })
  }

  async #refresh(newest: ReplicaSet, revision: number): Promise<void> {
    const annotations = withRevision(newest.metadata.annotations ?? {}, this.deployment, revision)
    const { minReadySeconds } = this.deployment.spec
    const isCurrent =
      isDeepEqual(annotations, newest.metadata.annotations ?? {}) &&
      (newest.spec.minReadySeconds ?? 0) === (minReadySeconds ?? 0)
    if (!isCurrent) {
      const spec = { ...newest.spec, minReadySeconds }
      await this.#update({ ...newest, metadata: { ...newest.metadata, annotations }, spec }, newest)
    }
    const isToldOf = findCondition(this.deployment.status.conditions, progressing) !== undefined
    const words =
      isToldOf || !hasProgressDeadline(this.deployment)
        ? undefined
        : conditionOf("FoundNewReplicaSet", `Found new replica set "${newest.metadata.name}"`)
    await this.#noteRevision(annotations[revisionAnnotation] ?? `${revision}`, words)
  }

  async #create(revision: number): Promise<void> {
    const { client, signal, recorder } = this.#deps
    const planned = this.#plan(revision)
    const { name } = planned.metadata
    let made: ReplicaSet
    try {
      made = await client.create(replicasets, planned, { signal })
    } catch (error) {
      if (isAlreadyExists(error)) return this.#resolveCollision(planned)
      if (!isNamespaceEnding(error))
        await this.#tellFailure(`Failed to create new replica set "${name}": ${describeError(error)}`)
      throw error
    }
    this.#deps.onWrite(made)
    this.newest = made
    if (replicasOf(made) > 0) {
      const message = `Scaled up replica set ${name} from 0 to ${replicasOf(made)}`
      recorder.record(this.#about(), { type: "Normal", reason: "ScalingReplicaSet", message })
    }
    const words = conditionOf("NewReplicaSetCreated", `Created new replica set "${name}"`)
    await this.#noteRevision(`${revision}`, hasProgressDeadline(this.deployment) ? words : undefined)
  }

  #plan(revision: number): ReplicaSet {
    const { metadata, spec, status } = this.deployment
    const hash = templateHash(spec.template, status.collisionCount)
    const labels = { ...spec.template.metadata?.labels, [hashLabel]: hash }
    const kind = { apiVersion: apiVersionOf(deployments), kind: deployments.kind }
    return {
      metadata: {
        name: `${metadata.name}-${hash}`,
        namespace: metadata.namespace,
        labels,
        annotations: { ...withRevision({}, this.deployment, revision), ...sizeAnnotations(this.deployment) },
        ownerReferences: [controllerReference(this.deployment, kind)],
      },
      spec: {
        replicas: newReplicas(this.deployment, this.old, undefined),
        ...(spec.minReadySeconds === undefined ? {} : { minReadySeconds: spec.minReadySeconds }),
        selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, [hashLabel]: hash } },
        template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
      },
      status: { replicas: 0 },
    }
  }

  /** The name is taken: by our own earlier try, or by another template, and then the next try has another name. */
  async #resolveCollision(planned: ReplicaSet): Promise<void> {
    const { client, signal } = this.#deps
    const { namespace, name = "" } = planned.metadata
    const existing = await client.get(replicasets, { namespace, name, signal })
    if (isControlledBy(existing, this.deployment) && hasTemplateOf(existing, this.deployment)) {
      this.#deps.onWrite(existing)
      this.newest = existing
      return
    }
    const { status } = this.deployment
    await this.writeStatus({ ...status, collisionCount: (status.collisionCount ?? 0) + 1 })
    throw new Error(`Cannot create replica set "${name}": the name is taken by another template`)
  }

  async #tellFailure(message: string): Promise<void> {
    const type = "Warning"
    this.#deps.recorder.record(this.#about(), { type, reason: "ReplicaSetCreateError", message })
    if (!hasProgressDeadline(this.deployment)) return
    await this.setConditions({ type: progressing, status: "False", reason: "ReplicaSetCreateError", message })
  }

  /** One write for the annotation and the condition, where a status update may change annotations, as in Kubernetes. */
  async #noteRevision(revision: string, words: ConditionWords | undefined): Promise<void> {
    const { metadata, status } = this.deployment
    const isNumbered = metadata.annotations?.[revisionAnnotation] === revision
    if (isNumbered && words === undefined) return
    const annotations = { ...metadata.annotations, [revisionAnnotation]: revision }
    const conditions =
      words === undefined ? status.conditions : setCondition(status.conditions, words, this.#deps.clock.now())
    await this.#writeDeployment({
      ...this.deployment,
      metadata: { ...metadata, annotations },
      status: { ...status, conditions },
    })
    if (this.deployment.metadata.annotations?.[revisionAnnotation] === revision) return
    const { client, signal } = this.#deps
    const numbered = {
      ...this.deployment.metadata,
      annotations: { ...metadata.annotations, [revisionAnnotation]: revision },
    }
    this.deployment = await client.update(deployments, { ...this.deployment, metadata: numbered }, { signal })
  }

  async #writeDeployment(next: Deployment): Promise<void> {
    const { client, signal } = this.#deps
    this.deployment = await client.update(deployments, next, { subresource: "status", signal })
  }

  async #scaleOne(replicaSet: ReplicaSet, replicas: number): Promise<void> {
    const before = replicasOf(replicaSet)
    const annotations = { ...replicaSet.metadata.annotations, ...sizeAnnotations(this.deployment) }
    const metadata = { ...replicaSet.metadata, annotations }
    await this.#update({ ...replicaSet, metadata, spec: { ...replicaSet.spec, replicas } }, replicaSet)
    if (replicas === before) return
    const direction = replicas > before ? "up" : "down"
    const message = `Scaled ${direction} replica set ${replicaSet.metadata.name} from ${before} to ${replicas}`
    this.#deps.recorder.record(this.#about(), { type: "Normal", reason: "ScalingReplicaSet", message })
  }

  async #update(next: ReplicaSet, before: ReplicaSet): Promise<void> {
    const { client, signal, onWrite } = this.#deps
    const answer = await client.update(replicasets, next, { signal })
    onWrite(answer)
    if (before === this.newest) this.newest = answer
    this.old = this.old.map((each) => (each === before ? answer : each))
  }

  #about() {
    return referenceTo(deployments, this.deployment)
  }
}

function conditionOf(reason: string, message: string): ConditionWords {
  return { type: progressing, status: "True", reason, message }
}
