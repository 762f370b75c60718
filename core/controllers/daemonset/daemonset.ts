import type { ControllerRevision, DaemonSet } from "../../apis/apps/v1.gen.ts"
import type { Node, Pod } from "../../apis/core/v1.gen.ts"
import {
  controllerrevisions,
  daemonsets,
  nodes as nodeResource,
  pods as podResource,
} from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { describeError } from "../../base/log.ts"
import { Controller } from "../../client/controller/controller.ts"
import { OwnWrites } from "../../client/controller/own-writes.ts"
import type { EventRecorder } from "../../client/events/event-recorder.ts"
import { referenceTo } from "../../client/events/reference.ts"
import type { Change, Informer } from "../../client/informer/informer.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import { isEverything, matchesLabels, selectorOf } from "../../machinery/selector/label-selector.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import { claim } from "../claim/claim.ts"
import { candidatesFor, indexByController } from "../claim/controller-index.ts"
import { ownersToWake } from "../claim/enqueue-owners.ts"
import type { ControllerDefinition, ControllerDeps, RunningController } from "../controller-definition.ts"
import { isNamespaceEnding } from "../namespace-ending.ts"
import { slowStart } from "../replicaset/slow-start.ts"
import { daemonPod } from "./daemon-pod.ts"
import { FailureBackoff } from "./failure-backoff.ts"
import { cleanUpHistory, currentRevision, hashOf } from "./history.ts"
import type { DaemonPlan } from "./plan.ts"
import { placesOf, planPlaces, planUpdate } from "./plan.ts"
import { statusOf } from "./status.ts"

/** At most so many pods are created or deleted in one go. */
const burst = 250

/** Keeps one pod of each DaemonSet on every node that is for it. */
export const daemonset: ControllerDefinition = {
  name: "daemonset-controller",
  account: "daemon-set-controller",
  newController: (deps) => new DaemonSetController(deps),
}

class DaemonSetController implements RunningController {
  readonly #deps: ControllerDeps
  readonly #recorder: EventRecorder
  readonly #daemonSets: Informer<DaemonSet>
  readonly #revisions: Informer<ControllerRevision>
  readonly #nodes: Informer<Node>
  readonly #pods: Informer<Pod>
  readonly #ownPods: OwnWrites<Pod>
  readonly #ownRevisions: OwnWrites<ControllerRevision>
  readonly #failures = new FailureBackoff()
  readonly #controller: Controller

  constructor(deps: ControllerDeps) {
    const { informers, clock, log } = deps
    this.#deps = deps
    this.#recorder = deps.recorderFor("daemonset-controller")
    this.#daemonSets = informers.of(daemonsets)
    this.#revisions = informers.of(controllerrevisions)
    this.#nodes = informers.of(nodeResource)
    this.#pods = informers.of(podResource)
    indexByController(this.#pods)
    indexByController(this.#revisions)
    this.#ownPods = new OwnWrites(this.#pods, clock)
    this.#ownRevisions = new OwnWrites(this.#revisions, clock)
    const reconcile = (key: string, signal: AbortSignal) => this.#reconcile(key, signal)
    this.#controller = new Controller({ name: daemonset.name, clock, log, reconcile })
    this.#daemonSets.onChange(({ key }) => this.#controller.enqueue(key))
    this.#nodes.onChange((change) => this.#wakeByNode(change))
    this.#pods.onChange((change) => {
      for (const key of ownersToWake(change, this.#daemonSets, daemonsets, selects)) this.#controller.enqueue(key)
    })
    this.#revisions.onChange((change) => {
      for (const key of ownersToWake(change, this.#daemonSets, daemonsets, () => false)) this.#controller.enqueue(key)
    })
  }

  run(signal: AbortSignal): Promise<void> {
    return this.#controller.run(signal)
  }

  async #reconcile(key: string, signal: AbortSignal): Promise<number | undefined> {
    await this.#ownPods.settled(key, signal)
    await this.#ownRevisions.settled(key, signal)
    const daemonSet = this.#daemonSets.get(key)
    if (daemonSet === undefined) for (const own of [this.#ownPods, this.#ownRevisions]) own.forget(key)
    if (daemonSet === undefined || daemonSet.metadata.deletionTimestamp !== undefined) return undefined
    if (isEverything(selectorOf(daemonSet.spec.selector))) {
      const message = "This daemon set is selecting all pods. A non-empty selector is required."
      this.#tell(daemonSet, "Warning", "SelectingAll", message)
      return undefined
    }
    const history = {
      client: this.#deps.client,
      onWrite: (each: ControllerRevision) => this.#ownRevisions.wrote(key, each),
      signal,
    }
    const revisions = await this.#claim(daemonSet, controllerrevisions, this.#revisions, history.onWrite, signal)
    const current = await currentRevision(daemonSet, revisions, history)
    const hash = hashOf(current)
    const claimed = await this.#claim(
      daemonSet,
      podResource,
      this.#pods,
      (pod) => this.#ownPods.wrote(key, pod),
      signal,
    )
    const pods = this.#ownPods.withoutDeleted(key, claimed)
    // A daemon we have just deleted still holds its node until it is gone.
    const places = placesOf(daemonSet, this.#nodes.list(), claimed)
    const known = placesOf(daemonSet, this.#nodes.list(), pods)
    const nowMs = this.#deps.clock.now()
    const { plan, againMs } = this.#holdBack(
      daemonSet,
      pods.length === claimed.length ? planPlaces(places, daemonSet, hash) : nothingYet,
    )
    for (const pod of plan.ended) this.#tellEnded(daemonSet, pod)
    const failure = await this.#carryOut(key, daemonSet, hash, plan, signal)
    const isRolling = daemonSet.spec.updateStrategy?.type !== "OnDelete"
    if (isRolling && plan.create.length === 0 && plan.remove.length === 0 && pods.length === claimed.length) {
      await this.#carryOut(key, daemonSet, hash, { ...planUpdate(known, daemonSet, hash, nowMs), ended: [] }, signal)
    }
    await cleanUpHistory(daemonSet, revisions, { current, pods: claimed }, history)
    const status = statusOf(daemonSet, places, hash, nowMs)
    if (!isDeepEqual(daemonSet.status, status)) {
      await this.#deps.client.update(daemonsets, { ...daemonSet, status }, { subresource: "status", signal })
    }
    if (failure !== undefined) throw failure
    const { minReadySeconds = 0 } = daemonSet.spec
    const isWaiting = status.numberReady !== (status.numberAvailable ?? 0)
    return minReadySeconds > 0 && isWaiting ? minReadySeconds * 1000 : againMs
  }

  /** The plan without the replacements of failed daemons that must wait, and for how long the first of them must. */
  #holdBack(
    daemonSet: DaemonSet,
    plan: DaemonPlan,
  ): { readonly plan: DaemonPlan; readonly againMs: number | undefined } {
    const nowMs = this.#deps.clock.monotonicMs()
    this.#failures.prune(nowMs)
    const waits = new Map(
      plan.ended
        .filter((pod) => pod.status.phase === "Failed")
        .map((pod) => [pod, this.#failures.next(`${daemonSet.metadata.uid}/${pod.spec.nodeName}`, nowMs)]),
    )
    const isDue = (pod: Pod) => (waits.get(pod) ?? 0) === 0
    const waiting = [...waits.values()].filter((ms) => ms > 0)
    const againMs = waiting.length === 0 ? undefined : Math.min(...waiting)
    return { plan: { ...plan, remove: plan.remove.filter(isDue), ended: plan.ended.filter(isDue) }, againMs }
  }

  #claim<T extends Pod | ControllerRevision>(
    daemonSet: DaemonSet,
    resource: Parameters<typeof claim<T>>[0]["resource"],
    informer: Informer<T>,
    onWrite: (answer: T) => void,
    signal: AbortSignal,
  ): Promise<readonly T[]> {
    return claim({
      client: this.#deps.client,
      resource,
      candidates: candidatesFor(informer, daemonSet),
      owner: daemonSet,
      ownerResource: daemonsets,
      selector: selectorOf(daemonSet.spec.selector),
      onWrite,
      signal,
    })
  }

  /** Resolves to the first error of a pod that could not be created. */
  async #carryOut(
    key: string,
    daemonSet: DaemonSet,
    hash: string,
    { create, remove }: DaemonPlan,
    signal: AbortSignal,
  ): Promise<unknown> {
    const nodeNames = create.slice(0, burst)
    const made = slowStart(nodeNames.length, (at) => this.#create(key, daemonSet, nodeNames[at] ?? "", hash, signal))
    await Promise.all(remove.slice(0, burst).map((pod) => this.#delete(key, daemonSet, pod, signal)))
    return (await made).error
  }

  async #create(key: string, daemonSet: DaemonSet, nodeName: string, hash: string, signal: AbortSignal): Promise<void> {
    try {
      const made = await this.#deps.client.create(podResource, daemonPod(daemonSet, nodeName, hash), { signal })
      this.#ownPods.wrote(key, made)
      this.#tell(daemonSet, "Normal", "SuccessfulCreate", `Created pod: ${made.metadata.name}`)
    } catch (error) {
      if (isNamespaceEnding(error)) return
      this.#tell(daemonSet, "Warning", "FailedCreate", `Error creating: ${describeError(error)}`)
      throw error
    }
  }

  async #delete(key: string, daemonSet: DaemonSet, pod: Pod, signal: AbortSignal): Promise<void> {
    const { namespace, name = "" } = pod.metadata
    try {
      await this.#deps.client.delete(podResource, { namespace, name, signal })
      this.#ownPods.deleted(key, pod)
      this.#tell(daemonSet, "Normal", "SuccessfulDelete", `Deleted pod: ${name}`)
    } catch (error) {
      if (isNotFound(error)) return
      this.#tell(daemonSet, "Warning", "FailedDelete", `Error deleting: ${describeError(error)}`)
      throw error
    }
  }

  #tellEnded(daemonSet: DaemonSet, pod: Pod): void {
    const where = `${keyOf(pod)} on node ${pod.spec.nodeName}`
    if (pod.status.phase === "Failed") {
      this.#tell(daemonSet, "Warning", "FailedDaemonPod", `Found failed daemon pod ${where}, will try to kill it`)
    } else {
      this.#tell(
        daemonSet,
        "Normal",
        "SucceededDaemonPod",
        `Found succeeded daemon pod ${where}, will try to delete it`,
      )
    }
  }

  #tell(daemonSet: DaemonSet, type: "Normal" | "Warning", reason: string, message: string): void {
    this.#recorder.record(referenceTo(daemonsets, daemonSet), { type, reason, message })
  }

  /** Heartbeats concern nobody; a node that comes, goes or changes its labels or taints concerns all. */
  #wakeByNode({ old, current }: Change<Node>): void {
    const isSame =
      old !== undefined &&
      current !== undefined &&
      isDeepEqual(old.metadata.labels, current.metadata.labels) &&
      isDeepEqual(old.spec.taints, current.spec.taints)
    if (isSame) return
    for (const each of this.#daemonSets.list()) this.#controller.enqueue(keyOf(each))
  }
}

/** The store does not show our last deletions yet: their events will wake us. */
const nothingYet: DaemonPlan = { create: [], remove: [], ended: [] }

function selects(daemonSet: DaemonSet, pod: Pod): boolean {
  return matchesLabels(selectorOf(daemonSet.spec.selector), pod.metadata.labels)
}
