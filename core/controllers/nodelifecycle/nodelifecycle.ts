import type { Lease } from "../../apis/coordination/v1.gen.ts"
import type { Node, Pod } from "../../apis/core/v1.gen.ts"
import { leases as leaseResource, nodes as nodeResource, pods as podResource } from "../../apis/resources.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { Controller } from "../../client/controller/controller.ts"
import type { EventRecorder } from "../../client/events/event-recorder.ts"
import { referenceTo } from "../../client/events/reference.ts"
import type { Informer } from "../../client/informer/informer.ts"
import { findCondition } from "../../machinery/meta/conditions.ts"
import { isConflict, isNotFound } from "../../machinery/status/status-error.ts"
import type { ControllerDefinition, ControllerDeps, RunningController } from "../controller-definition.ts"
import { graceMs, Heartbeats, silentConditions, startupGraceMs } from "./health.ts"
import { indexByNode, podsOnNode } from "./node-index.ts"
import { taintsFor } from "./taints.ts"

/** Notices nodes that have gone silent, says so in their conditions and their pods', and taints nodes by their conditions. */
export const nodelifecycle: ControllerDefinition = {
  name: "node-lifecycle-controller",
  account: "node-controller",
  newController: (deps) => new NodeLifecycle(deps),
}

class NodeLifecycle implements RunningController {
  readonly #deps: ControllerDeps
  readonly #recorder: EventRecorder
  readonly #nodes: Informer<Node>
  readonly #leases: Informer<Lease>
  readonly #pods: Informer<Pod>
  readonly #heartbeats = new Heartbeats()
  readonly #controller: Controller

  constructor(deps: ControllerDeps) {
    this.#deps = deps
    this.#recorder = deps.recorderFor("node-controller")
    this.#nodes = deps.informers.of(nodeResource)
    this.#leases = deps.informers.of(leaseResource, { namespace: "kube-node-lease" })
    this.#pods = deps.informers.of(podResource)
    indexByNode(this.#pods)
    this.#controller = new Controller({
      name: nodelifecycle.name,
      clock: deps.clock,
      log: deps.log,
      reconcile: (name, signal) => this.#reconcile(name, signal),
    })
    this.#nodes.onChange(({ key, old, current }) => {
      if (old === undefined && current !== undefined)
        this.#tell(current, "RegisteredNode", `event: Registered Node ${key} in Controller`)
      this.#controller.enqueue(key)
      // Whether others may be evicted from depends on whether anyone is heard.
      if (readyStatus(old) !== readyStatus(current)) {
        for (const each of this.#nodes.list()) this.#controller.enqueue(each.metadata.name ?? "")
      }
    })
    // The name of a node's lease is the node's. A renewal is only looked at when the grace has passed.
    this.#leases.onChange(({ current }) => {
      const name = current?.metadata.name ?? ""
      const node = this.#nodes.get(name)
      if (node !== undefined) this.#heartbeats.note(node, current?.spec.renewTime, deps.clock.monotonicMs())
    })
  }

  run(signal: AbortSignal): Promise<void> {
    return this.#controller.run(signal)
  }

  async #reconcile(name: string, signal: AbortSignal): Promise<number | undefined> {
    const node = this.#nodes.get(name)
    if (node === undefined) {
      this.#heartbeats.forget(name)
      return undefined
    }
    const { clock } = this.#deps
    const renewTime = this.#leases.get(`kube-node-lease/${name}`)?.spec.renewTime
    const heardMs = this.#heartbeats.note(node, renewTime, clock.monotonicMs())
    const allowedMs = readyStatus(node) === undefined ? startupGraceMs : graceMs
    const leftMs = heardMs + allowedMs - clock.monotonicMs()
    const silent = leftMs <= 0 ? silentConditions(node, clock.now()) : undefined
    if (silent !== undefined) {
      if (readyStatus(node) === "True") this.#tell(node, "NodeNotReady", "status is now: NodeNotReady")
      const next = { ...node, status: { ...node.status, conditions: silent } }
      await this.#deps.client.update(nodeResource, next, { subresource: "status", signal })
      return undefined // the change comes back and the taints follow
    }
    if (readyStatus(node) !== "True" && readyStatus(node) !== undefined) await this.#markPods(name, signal)
    await this.#taint(node, signal)
    return leftMs > 0 ? leftMs : undefined
  }

  async #taint(node: Node, signal: AbortSignal): Promise<void> {
    const mayEvict = this.#nodes.list().some((each) => readyStatus(each) === "True")
    const taints = taintsFor(node, { mayEvict, nowMs: this.#deps.clock.now() })
    if (taints === undefined) return
    const { name = "", resourceVersion } = node.metadata
    const body = { metadata: { resourceVersion }, spec: { taints: taints.length === 0 ? null : taints } }
    await this.#deps.client.patch(nodeResource, { name, signal }, { type: "merge", body })
  }

  /** Takes the pods of a node that cannot vouch for them out of their services. */
  async #markPods(nodeName: string, signal: AbortSignal): Promise<void> {
    for (const pod of podsOnNode(this.#pods, nodeName)) {
      const conditions = pod.status.conditions ?? []
      if (findCondition(conditions, "Ready")?.status !== "True") continue
      const lastTransitionTime = formatTime(this.#deps.clock.now())
      const next = conditions.map((condition) =>
        condition.type === "Ready" ? { ...condition, status: "False", lastTransitionTime } : condition,
      )
      const { namespace, name = "", resourceVersion } = pod.metadata
      const body = { metadata: { resourceVersion }, status: { conditions: next } }
      try {
        const at = { namespace, name, signal }
        await this.#deps.client.patch(podResource, at, { type: "merge", body }, { subresource: "status" })
      } catch (error) {
        if (isNotFound(error)) continue
        if (!isConflict(error)) throw error
        this.#controller.enqueueAfter(nodeName, 100)
        continue
      }
      const words = { type: "Warning", reason: "NodeNotReady", message: "Node is not ready" } as const
      this.#recorder.record(referenceTo(podResource, pod), words)
    }
  }

  #tell(node: Node, reason: string, words: string): void {
    const message = `Node ${node.metadata.name} ${words}`
    this.#recorder.record(referenceTo(nodeResource, node), { type: "Normal", reason, message })
  }
}

function readyStatus(node: Node | undefined): string | undefined {
  return findCondition(node?.status.conditions, "Ready")?.status
}
