import type { Binding, Pod, PodCondition } from "../apis/core/v1.gen.ts"
import {
  namespaces,
  nodes as nodeResource,
  persistentvolumeclaims,
  persistentvolumes,
  pods as podResource,
  storageclasses,
} from "../apis/resources.gen.ts"
import type { Clock } from "../base/clock.ts"
import { formatTime } from "../base/clock.ts"
import type { Log } from "../base/log.ts"
import { describeError } from "../base/log.ts"
import type { Random } from "../base/random.ts"
import type { Client } from "../client/client.ts"
import { referenceTo } from "../client/events/reference.ts"
import { SeriesEventRecorder } from "../client/events/series-recorder.ts"
import type { Informer, Informers } from "../client/informer/informer.ts"
import { findCondition, withCondition } from "../machinery/meta/conditions.ts"
import { isNotFound } from "../machinery/status/status-error.ts"
import { ClusterCache } from "./cache/cluster-cache.ts"
import { NodeFinder } from "./framework/find-node.ts"
import { newPlugins } from "./plugins/plugins.ts"
import type { QueuedPod } from "./queue/scheduling-queue.ts"
import { SchedulingQueue } from "./queue/scheduling-queue.ts"
import type { WakeBy } from "./watch-cluster.ts"
import { schedulerName, watchCluster } from "./watch-cluster.ts"

/** So many bindings may be on their way at once; decisions wait for one to end above that. */
const bindingsMax = 64

/** Decisions are made in turns of this length: between two the process reads its sockets. */
const turnMs = 10

/** Pods that have ended hold nothing on their node, and there may be thousands. */
const livePods = { fieldSelector: "status.phase!=Succeeded,status.phase!=Failed" }

export interface SchedulerDeps {
  readonly client: Client
  readonly informers: Informers
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Names this process in events: `default-scheduler-<host>`. */
  readonly instance: string
}

/** Gives each pod that needs one a node. */
export class Scheduler {
  readonly #deps: SchedulerDeps
  readonly #pods: Informer<Pod>
  readonly #cache = new ClusterCache()
  readonly #queue: SchedulingQueue
  readonly #finder: NodeFinder
  readonly #recorder: SeriesEventRecorder
  readonly #bindings = new Set<Promise<void>>()

  constructor(deps: SchedulerDeps) {
    const { informers, clock, random } = deps
    this.#deps = deps
    this.#recorder = new SeriesEventRecorder({ ...deps, controller: schedulerName })
    const plugins = newPlugins({ labelsOf: namespaceLabels(informers), volumes: volumeView(informers) })
    this.#queue = new SchedulingQueue(clock)
    this.#finder = new NodeFinder(plugins, random)
    this.#pods = informers.of(podResource, livePods)
    watchCluster({ nodes: informers.of(nodeResource), pods: this.#pods }, this.#cache, this.#queue, this.#wakeBy)
    informers.of(persistentvolumeclaims).onChange(() => this.#wakeBy("claims"))
    informers.of(persistentvolumes).onChange(() => this.#wakeBy("claims"))
  }

  /** Call when the informers are synced. Resolves when the signal aborts and what was begun is done. */
  async run(signal: AbortSignal): Promise<void> {
    let turnEndsMs = this.#deps.clock.monotonicMs() + turnMs
    while (!signal.aborted) {
      await this.#queue.waitForWork(signal)
      const next = signal.aborted ? undefined : this.#queue.take()
      if (next === undefined) continue
      this.#schedule(next, signal)
      if (this.#bindings.size >= bindingsMax) await Promise.race(this.#bindings)
      if (this.#deps.clock.monotonicMs() < turnEndsMs) continue
      await this.#deps.clock.sleep(0)
      turnEndsMs = this.#deps.clock.monotonicMs() + turnMs
    }
    await Promise.all(this.#bindings)
    await this.#recorder.flush()
  }

  readonly #wakeBy: WakeBy = (event, node) => {
    this.#queue.wake((waiting) => this.#finder.mayHelp(waiting, { event, node }, this.#cache))
  }

  #schedule(queued: QueuedPod, signal: AbortSignal): void {
    const { info } = queued
    const decision = this.#finder.find(info, this.#cache)
    if (decision.found) {
      this.#cache.assume(info, decision.node.name)
      this.#track(this.#bind(queued, decision.node.name, signal))
      return
    }
    this.#queue.putUnschedulable(queued, decision.plugins)
    this.#track(this.#tellFailure(info.pod, decision.message, signal))
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#bindings.delete(tracked))
    this.#bindings.add(tracked)
  }

  async #bind(queued: QueuedPod, nodeName: string, signal: AbortSignal): Promise<void> {
    const { pod, key } = queued.info
    const { namespace, name = "", uid } = pod.metadata
    const binding: Binding = {
      apiVersion: "v1",
      kind: "Binding",
      metadata: { namespace, name, uid },
      target: { kind: "Node", name: nodeName },
    }
    try {
      await this.#deps.client.act(podResource, { namespace, name, subresource: "binding", signal }, binding)
      const note = `Successfully assigned ${key} to ${nodeName}`
      const words = { type: "Normal", reason: "Scheduled", action: "Binding", note } as const
      this.#recorder.record(referenceTo(podResource, pod), words)
    } catch (error) {
      this.#cache.forget(key)
      if (signal.aborted || isNotFound(error)) return
      this.#deps.log.warn("Binding failed", { pod: key, node: nodeName, error: describeError(error) })
      // Its room is free again for others, and for itself.
      this.#wakeBy("pod removed")
      const current = this.#pods.get(key)
      if (current === undefined || current.spec.nodeName) return
      this.#queue.putBack(queued)
      await this.#tellFailure(pod, `binding rejected: ${describeError(error)}`, signal, "SchedulerError")
    }
  }

  async #tellFailure(pod: Pod, message: string, signal: AbortSignal, reason = "Unschedulable"): Promise<void> {
    const { client, clock, log } = this.#deps
    const { namespace, name = "", generation: observedGeneration } = pod.metadata
    const words = { type: "Warning", reason: "FailedScheduling", action: "Scheduling", note: message } as const
    this.#recorder.record(referenceTo(podResource, pod), words)
    const conditions = (this.#pods.get(`${namespace}/${name}`) ?? pod).status.conditions
    const known = findCondition(conditions, "PodScheduled")
    if (known?.status === "False" && known.reason === reason && known.message === message) return
    const lastTransitionTime = formatTime(clock.now())
    const condition: PodCondition = {
      type: "PodScheduled",
      status: "False",
      observedGeneration,
      lastTransitionTime,
      reason,
      message,
    }
    const next = withCondition(conditions, condition)
    try {
      const body = { status: { conditions: next } }
      await client.patch(
        podResource,
        { namespace, name, signal },
        { type: "strategic", body },
        { subresource: "status" },
      )
    } catch (error) {
      if (!signal.aborted && !isNotFound(error)) {
        log.warn("Could not write why a pod waits", { pod: `${namespace}/${name}`, error: describeError(error) })
      }
    }
  }
}

function namespaceLabels(informers: Informers) {
  const all = informers.of(namespaces)
  return (name: string) => all.get(name)?.metadata.labels
}

function volumeView(informers: Informers) {
  const claims = informers.of(persistentvolumeclaims)
  const volumes = informers.of(persistentvolumes)
  const classes = informers.of(storageclasses)
  return {
    claim: (namespace: string, name: string) => claims.get(`${namespace}/${name}`),
    volume: (name: string) => volumes.get(name),
    waitsForPod: (name: string | undefined) =>
      name !== undefined && classes.get(name)?.volumeBindingMode === "WaitForFirstConsumer",
  }
}
