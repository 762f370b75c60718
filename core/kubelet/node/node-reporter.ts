import type { Node, NodeStatus, ObjectReference } from "../../apis/core/v1.gen.ts"
import { nodes } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { describeError, type Log } from "../../base/log.ts"
import type { Random } from "../../base/random.ts"
import { Backoff } from "../../client/backoff.ts"
import type { Client } from "../../client/client.ts"
import type { EventRecorder } from "../../client/events/event-recorder.ts"
import { WorkQueue } from "../../client/workqueue/work-queue.ts"
import { isAlreadyExists } from "../../machinery/status/status-error.ts"
import { isSame } from "../status/status-patch.ts"
import { type NodeInputs, newNode, nodeStatus, wellKnownLabels } from "./node-status.ts"

interface NodeReporterDeps {
  readonly client: Client
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly events: EventRecorder
  readonly labels: { readonly [key: string]: string }
  readonly podCidr: string | undefined
  readonly reportMs: number
  readonly cgroupVersion: 1 | 2
  /** Looks at the machine and the runtime. */
  readonly inputs: () => Promise<NodeInputs>
  /** The node as the informer has it. */
  readonly nodeObject: () => Node | undefined
}

/**
 * Registers the node, then keeps its status true: written when it changes, when somebody else wrote that the node is silent,
 * else every five minutes.
 */
export class NodeReporter {
  readonly #deps: NodeReporterDeps
  readonly #queue: WorkQueue
  #written: NodeStatus | undefined
  #writtenAtMs = 0
  #registered: Node | undefined

  constructor(deps: NodeReporterDeps) {
    this.#deps = deps
    this.#queue = new WorkQueue(deps.clock)
  }

  /** The node's object as last seen, also before the informer has it. */
  get node(): Node | undefined {
    return this.#deps.nodeObject() ?? this.#registered
  }

  /** Something about the node may have changed. */
  check(): void {
    this.#queue.add("status")
  }

  /** The node's object has changed. A node that could not be heard, because it was frozen, learns here what is said of it. */
  noteObject(): void {
    if (this.#isContradicted()) this.check()
  }

  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => this.#queue.shutDown(), { once: true })
    await this.#register(signal)
    if (signal.aborted) return
    this.check()
    for (let key = await this.#queue.get(); key !== undefined; key = await this.#queue.get()) {
      try {
        await this.#report(signal)
        this.#queue.addAfter(key, this.#deps.reportMs)
      } catch (error) {
        if (!signal.aborted) this.#deps.log.debug("Could not write node status", { error: describeError(error) })
        this.#queue.addAfter(key, retryMs)
      }
      this.#queue.done(key)
    }
  }

  async #register(signal: AbortSignal): Promise<void> {
    const { clock, random, log } = this.#deps
    const backoff = new Backoff({ clock, random, firstMs: 100, maxMs: 2000 })
    while (!signal.aborted) {
      try {
        this.#registered = await this.#createOrAdopt(signal)
        const { name = "" } = this.#registered.metadata
        log.info("Registered node", { node: name })
        this.#tell(name, "Normal", "Starting", "Starting kubelet.")
        if (this.#deps.cgroupVersion === 1) this.#tell(name, "Warning", "CgroupV1", cgroupV1Words)
        this.#tell(name, "Normal", "NodeAllocatableEnforced", "Updated Node Allocatable limit across pods")
        return
      } catch (error) {
        if (signal.aborted) return
        log.debug("Could not register node", { error: describeError(error) })
        await backoff.wait(signal).catch(() => undefined)
      }
    }
  }

  async #createOrAdopt(signal: AbortSignal): Promise<Node> {
    const { client, clock, inputs, labels, podCidr } = this.#deps
    const facts = await inputs()
    const wanted = newNode(facts, { labels, podCidr }, clock.now())
    try {
      const created = await client.create(nodes, wanted, { signal })
      this.#tellConditions(created, undefined, wanted.status)
      return created
    } catch (error) {
      if (!isAlreadyExists(error)) throw error
    }
    const known = await client.get(nodes, { name: facts.name, signal })
    this.#written = known.status
    const missing = Object.entries({ ...labels, ...wellKnownLabels(facts) }).filter(
      ([key, value]) => known.metadata.labels?.[key] !== value,
    )
    const lacksCidr = podCidr !== undefined && !known.spec?.podCIDR
    if (missing.length === 0 && !lacksCidr) return known
    const body = {
      metadata: { labels: Object.fromEntries(missing) },
      ...(lacksCidr ? { spec: { podCIDR: podCidr, podCIDRs: [podCidr] } } : {}),
    }
    return client.patch(nodes, { name: facts.name }, { type: "strategic", body }, { signal })
  }

  async #report(signal: AbortSignal): Promise<void> {
    const { client, clock, inputs, reportMs } = this.#deps
    const facts = await inputs()
    const nowMs = clock.now()
    const before = this.node?.status ?? this.#written
    const next = nodeStatus(facts, before, nowMs)
    const due = nowMs - this.#writtenAtMs >= reportMs
    if (!due && !this.#isContradicted() && isSame(withoutHeartbeats(next), withoutHeartbeats(this.#written ?? {})))
      return
    const body = { status: next }
    const updated = await client.patch(
      nodes,
      { name: facts.name },
      { type: "strategic", body },
      { subresource: "status", signal },
    )
    this.#registered = updated
    this.#tellConditions(updated, this.#written ?? before, next)
    this.#written = next
    this.#writtenAtMs = nowMs
  }

  #isContradicted(): boolean {
    const shown = this.#deps.nodeObject()?.status?.conditions ?? []
    return (this.#written?.conditions ?? []).some(({ type, status }) =>
      shown.some((condition) => condition.type === type && condition.status !== status),
    )
  }

  #tellConditions(node: Node, before: NodeStatus | undefined, next: NodeStatus | undefined): void {
    const { name = "" } = node.metadata
    for (const { type, status } of next?.conditions ?? []) {
      if (before?.conditions?.find((condition) => condition.type === type)?.status === status) continue
      const reason = conditionEvents[`${type}=${status}`]
      // A new node is not ready at first: that is no news.
      if (reason === "NodeNotReady" && before === undefined) continue
      if (reason !== undefined) this.#tell(name, "Normal", reason, `Node ${name} status is now: ${reason}`)
    }
  }

  #tell(name: string, type: "Normal" | "Warning", reason: string, message: string): void {
    // Kubernetes' events about nodes have the name where the uid should be; `kubectl describe node` looks for that.
    const about: ObjectReference = { kind: "Node", apiVersion: "v1", name, uid: name }
    this.#deps.events.record(about, { type, reason, message })
  }
}

const retryMs = 1000

const conditionEvents: Readonly<Record<string, string>> = {
  "Ready=True": "NodeReady",
  "Ready=False": "NodeNotReady",
  "MemoryPressure=False": "NodeHasSufficientMemory",
  "DiskPressure=False": "NodeHasNoDiskPressure",
  "PIDPressure=False": "NodeHasSufficientPID",
}

const cgroupV1Words =
  "cgroup v1 detected. cgroup v1 support is deprecated and will be removed in a future release. Please migrate to cgroup v2. More information at https://git.k8s.io/enhancements/keps/sig-node/5573-remove-cgroup-v1"

function withoutHeartbeats(status: NodeStatus): unknown {
  const conditions = (status.conditions ?? []).map(({ lastHeartbeatTime: _, ...rest }) => rest)
  return { ...status, conditions }
}
