import type { Node, Pod } from "../../apis/core/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import type { Sandbox } from "../../cri/runtime.ts"
import { fullNameOf, isBeingDeleted, isStaticPod, uidOf } from "../pod/identity.ts"
import { annotationNames, labelNames } from "../runtime/labels.ts"
import { rejectedStatus } from "../status/pod-status.ts"
import { admit } from "./admission.ts"
import type { PodDeps } from "./pod-deps.ts"
import { PodWorker } from "./pod-worker.ts"

interface PodWorkersDeps extends PodDeps {
  readonly capacity: { readonly milliCpu: number; readonly memoryBytes: number; readonly pods: number }
  /** This node's own object, once it is known. */
  readonly nodeObject: () => Node | undefined
}

/** The pods of this node, each with its worker. What is wanted comes in here; what happens finds its worker here. */
export class PodWorkers {
  readonly #deps: PodWorkersDeps
  readonly #workers = new Map<string, PodWorker>()
  /** By sandbox and container: the pod's uid. */
  readonly #owners = new Map<string, string>()
  /** Static pods that wait for one with the same name to be gone. */
  readonly #waiting = new Map<string, Pod>()
  /** Pods this node did not take. */
  readonly #rejected = new Set<string>()

  constructor(deps: PodWorkersDeps) {
    this.#deps = deps
  }

  /** The pods that are here in any stage, rejected ones left out. */
  list(): readonly Pod[] {
    return [...this.#workers.values()].map(({ pod }) => pod)
  }

  get(uid: string): Pod | undefined {
    return this.#workers.get(uid)?.pod
  }

  /** A pod is wanted, or wanted differently. */
  set(pod: Pod): void {
    const uid = uidOf(pod)
    const known = this.#workers.get(uid)
    if (known?.forgotten === true && isStaticPod(pod)) {
      this.#waiting.set(fullNameOf(pod), pod) // its file went, and came back before it had ended
      return
    }
    if (known !== undefined) {
      known.update(pod)
      return
    }
    if (this.#rejected.has(uid)) {
      if (isBeingDeleted(pod)) this.#deps.statuses.finish(pod)
      return
    }
    if (isStaticPod(pod) && this.#sameName(pod) !== undefined) {
      this.#waiting.set(fullNameOf(pod), pod)
      return
    }
    this.#begin(pod)
  }

  /** A pod is not wanted any more: its object or its file is gone. */
  remove(uid: string): void {
    for (const [name, pod] of this.#waiting) if (uidOf(pod) === uid) this.#waiting.delete(name)
    this.#rejected.delete(uid)
    const worker = this.#workers.get(uid)
    if (worker === undefined) return
    const { terminationGracePeriodSeconds = 30 } = worker.pod.spec ?? {}
    const graceSeconds = worker.pod.metadata.deletionGracePeriodSeconds ?? terminationGracePeriodSeconds
    worker.end({ graceSeconds, forget: true })
    if (worker.stage === "ended") this.#workers.delete(uid)
  }

  wake(uid: string): void {
    this.#workers.get(uid)?.wake()
  }

  /** Something happened to a sandbox or container. */
  wakeOwner(id: string): void {
    const uid = this.#owners.get(id)
    if (uid !== undefined) this.wake(uid)
  }

  wakeAll(): void {
    for (const worker of this.#workers.values()) worker.wake()
  }

  /** Ends what runs here and that no source knows. Called when all sources have been read. */
  endOrphans(sandboxes: readonly Sandbox[]): void {
    for (const sandbox of sandboxes) {
      const uid = sandbox.labels[labelNames.podUid]
      if (uid === undefined || this.#workers.has(uid)) continue
      const pod = orphanOf(sandbox, uid)
      this.#deps.log.info("Ending pod that nobody wants", { pod: fullNameOf(pod) })
      const worker = this.#add(pod)
      worker.end({ graceSeconds: pod.spec?.terminationGracePeriodSeconds ?? 30, forget: true })
    }
  }

  stop(): void {
    for (const worker of this.#workers.values()) worker.stop()
  }

  #begin(pod: Pod): void {
    const { statuses, events, clock, capacity, nodeObject } = this.#deps
    if (isStaticPod(pod)) statuses.begin(pod)
    const phase = pod.status?.phase
    const finished = phase === "Succeeded" || phase === "Failed"
    // What has started here before was taken then.
    if (!finished && !isBeingDeleted(pod) && pod.status?.startTime === undefined) {
      const others = this.list().filter((other) => !hasEnded(statuses.statusOf(other).phase))
      const rejection = admit(pod, others, capacity, nodeObject())
      if (rejection !== undefined) {
        this.#rejected.add(uidOf(pod))
        events.pod(pod, "Warning", rejection.reason, rejection.message)
        statuses.set(pod, rejectedStatus(pod, rejection.reason, rejection.message, clock.now()))
        return
      }
    }
    const worker = this.#add(pod)
    if (isBeingDeleted(pod) || finished) worker.update(pod)
    if (finished) worker.end({ graceSeconds: 0, ...failureOf(pod) })
    worker.wake()
  }

  #add(pod: Pod): PodWorker {
    const worker = new PodWorker(pod, this.#deps, {
      own: (id, uid) => this.#owners.set(id, uid),
      disown: (id) => this.#owners.delete(id),
      onEnded: (uid) => this.#ended(uid),
    })
    this.#workers.set(uidOf(pod), worker)
    return worker
  }

  #ended(uid: string): void {
    for (const [id, owner] of this.#owners) if (owner === uid) this.#owners.delete(id)
    const worker = this.#workers.get(uid)
    if (worker === undefined) return
    if (worker.forgotten) this.#workers.delete(uid)
    const name = fullNameOf(worker.pod)
    const next = this.#waiting.get(name)
    if (next === undefined) return
    this.#workers.delete(uid)
    this.#waiting.delete(name)
    this.#begin(next)
  }

  #sameName(pod: Pod): PodWorker | undefined {
    const name = fullNameOf(pod)
    return [...this.#workers.values()].find((worker) => fullNameOf(worker.pod) === name && worker.stage !== "ended")
  }
}

/** Why a pod failed as a whole is known only to its status after a restart. */
function failureOf({ status }: Pod) {
  if (status?.phase !== "Failed" || status.reason === undefined) return {}
  return { failure: { reason: status.reason, message: status.message ?? "" } }
}

function hasEnded(phase: string | undefined): boolean {
  return phase === "Succeeded" || phase === "Failed"
}

/** As much of a pod as its sandbox tells. */
function orphanOf({ labels, annotations, createdAtMs }: Sandbox, uid: string): Pod {
  const grace = Number(annotations[annotationNames.podGraceSeconds] ?? 30)
  return {
    metadata: {
      name: labels[labelNames.podName] ?? uid,
      namespace: labels[labelNames.podNamespace] ?? "default",
      uid,
      creationTimestamp: formatTime(createdAtMs),
    },
    spec: { containers: [], terminationGracePeriodSeconds: grace },
    status: {},
  }
}
