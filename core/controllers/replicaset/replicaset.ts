import type { ReplicaSet } from "../../apis/apps/v1.gen.ts"
import { isPodActive, isPodTerminal } from "../../apis/core/pod/state.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { pods as podResource, replicasets } from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { describeError } from "../../base/log.ts"
import { Controller } from "../../client/controller/controller.ts"
import { OwnWrites } from "../../client/controller/own-writes.ts"
import type { EventRecorder } from "../../client/events/event-recorder.ts"
import { referenceTo } from "../../client/events/reference.ts"
import type { Informer } from "../../client/informer/informer.ts"
import { controllerOf } from "../../machinery/meta/owners.ts"
import { matchesLabels, selectorOf } from "../../machinery/selector/label-selector.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import { claim } from "../claim/claim.ts"
import { candidatesFor, controlledBy, indexByController } from "../claim/controller-index.ts"
import { ownersToWake } from "../claim/enqueue-owners.ts"
import type { ControllerDefinition, ControllerDeps, RunningController } from "../controller-definition.ts"
import { isNamespaceEnding } from "../namespace-ending.ts"
import { podFromTemplate } from "../pod-from-template.ts"
import { pickForDeletion } from "./deletion-rank.ts"
import { slowStart } from "./slow-start.ts"
import type { ReplicaFailure } from "./status.ts"
import { statusOf } from "./status.ts"

/** At most so many pods are created or deleted in one go. */
const burst = 500

/** Keeps as many pods running as each ReplicaSet asks for. */
export const replicaset: ControllerDefinition = {
  name: "replicaset-controller",
  account: "replicaset-controller",
  newController: (deps) => new ReplicaSetController(deps),
}

class ReplicaSetController implements RunningController {
  readonly #deps: ControllerDeps
  readonly #replicaSets: Informer<ReplicaSet>
  readonly #pods: Informer<Pod>
  readonly #own: OwnWrites<Pod>
  readonly #controller: Controller
  readonly #recorder: EventRecorder

  constructor(deps: ControllerDeps) {
    this.#deps = deps
    this.#recorder = deps.recorderFor("replicaset-controller")
    this.#replicaSets = deps.informers.of(replicasets)
    this.#pods = deps.informers.of(podResource)
    indexByController(this.#pods)
    indexByController(this.#replicaSets)
    this.#own = new OwnWrites(this.#pods, deps.clock)
    this.#controller = new Controller({
      name: replicaset.name,
      clock: deps.clock,
      log: deps.log,
      reconcile: (key, signal) => this.#reconcile(key, signal),
    })
    this.#replicaSets.onChange(({ key }) => this.#controller.enqueue(key))
    this.#pods.onChange((change) => {
      for (const key of ownersToWake(change, this.#replicaSets, replicasets, selects)) this.#controller.enqueue(key)
    })
  }

  run(signal: AbortSignal): Promise<void> {
    return this.#controller.run(signal)
  }

  async #reconcile(key: string, signal: AbortSignal): Promise<number | undefined> {
    await this.#own.settled(key, signal)
    const replicaSet = this.#replicaSets.get(key)
    if (replicaSet === undefined) {
      this.#own.forget(key)
      return undefined
    }
    const claimed = await claim({
      client: this.#deps.client,
      resource: podResource,
      candidates: candidatesFor(this.#pods, replicaSet).filter((pod) => !isPodTerminal(pod)),
      owner: replicaSet,
      ownerResource: replicasets,
      selector: selectorOf(replicaSet.spec.selector),
      onWrite: (answer) => this.#own.wrote(key, answer),
      signal,
    })
    const kept = this.#own.withoutDeleted(key, claimed)
    const active = kept.filter(isPodActive)
    const failure =
      replicaSet.metadata.deletionTimestamp === undefined
        ? await this.#scale(key, replicaSet, active, signal)
        : undefined
    const nowMs = this.#deps.clock.now()
    const status = statusOf(replicaSet, active, claimed.length - active.length, failure, nowMs)
    await this.#writeStatus(replicaSet, status, signal)
    if (failure !== undefined) throw failure.cause
    const { minReadySeconds = 0, replicas = 1 } = replicaSet.spec
    const isWaiting = status.readyReplicas === replicas && status.availableReplicas !== replicas
    return minReadySeconds > 0 && isWaiting ? minReadySeconds * 1000 : undefined
  }

  async #scale(
    key: string,
    replicaSet: ReplicaSet,
    active: readonly Pod[],
    signal: AbortSignal,
  ): Promise<(ReplicaFailure & { readonly cause: unknown }) | undefined> {
    const difference = active.length - (replicaSet.spec.replicas ?? 1)
    let cause: unknown
    if (difference < 0) {
      cause = (await slowStart(Math.min(burst, -difference), () => this.#create(key, replicaSet, signal))).error
    } else if (difference > 0) {
      const nowMs = this.#deps.clock.now()
      const surplus = pickForDeletion(active, this.#related(replicaSet), Math.min(burst, difference), nowMs)
      const results = await Promise.allSettled(surplus.map((pod) => this.#delete(key, replicaSet, pod, signal)))
      cause = results.find((result) => result.status === "rejected")?.reason
    }
    return cause === undefined ? undefined : { difference, message: describeError(cause), cause }
  }

  async #create(key: string, replicaSet: ReplicaSet, signal: AbortSignal): Promise<void> {
    const pod = podFromTemplate(replicaSet.spec.template, replicaSet, replicasets)
    const about = referenceTo(replicasets, replicaSet)
    try {
      const made = await this.#deps.client.create(podResource, pod, { signal })
      this.#own.wrote(key, made)
      const message = `Created pod: ${made.metadata.name}`
      this.#recorder.record(about, { type: "Normal", reason: "SuccessfulCreate", message })
    } catch (error) {
      if (isNamespaceEnding(error)) return
      const message = `Error creating: ${describeError(error)}`
      this.#recorder.record(about, { type: "Warning", reason: "FailedCreate", message })
      throw error
    }
  }

  async #delete(key: string, replicaSet: ReplicaSet, pod: Pod, signal: AbortSignal): Promise<void> {
    const { namespace, name = "" } = pod.metadata
    const about = referenceTo(replicasets, replicaSet)
    try {
      await this.#deps.client.delete(podResource, { namespace, name, signal })
      this.#own.deleted(key, pod)
      this.#recorder.record(about, { type: "Normal", reason: "SuccessfulDelete", message: `Deleted pod: ${name}` })
    } catch (error) {
      if (isNotFound(error)) return
      const message = `Error deleting: ${describeError(error)}`
      this.#recorder.record(about, { type: "Warning", reason: "FailedDelete", message })
      throw error
    }
  }

  /** The pods of all replica sets of the same deployment: a node crowded by them is where one can be spared. */
  #related(replicaSet: ReplicaSet): readonly Pod[] {
    const owner = controllerOf(replicaSet)
    if (owner === undefined) return controlledBy(this.#pods, replicaSet)
    const siblings = controlledBy(this.#replicaSets, { metadata: { uid: owner.uid } })
    return siblings.flatMap((sibling) => controlledBy(this.#pods, sibling)).filter(isPodActive)
  }

  async #writeStatus(replicaSet: ReplicaSet, status: ReplicaSet["status"], signal: AbortSignal): Promise<void> {
    if (isDeepEqual(replicaSet.status, status)) return
    try {
      await this.#deps.client.update(replicasets, { ...replicaSet, status }, { subresource: "status", signal })
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }
}

function selects(replicaSet: ReplicaSet, pod: Pod): boolean {
  return matchesLabels(selectorOf(replicaSet.spec.selector), pod.metadata.labels)
}
