import type { Pod } from "../../apis/core/v1.gen.ts"
import type { Timer } from "../../base/clock.ts"
import { describeError } from "../../base/log.ts"
import { findContainer } from "../pod/containers.ts"
import { graceSecondsOf } from "../pod/grace.ts"
import { fullNameOf, isBeingDeleted, uidOf } from "../pod/identity.ts"
import { annotationNames } from "../runtime/labels.ts"
import { type RuntimeContainer, type RuntimePod, RuntimePodReader } from "../runtime/runtime-pod.ts"
import type { Phase } from "../status/phase.ts"
import { podStatus } from "../status/pod-status.ts"
import { isSame } from "../status/status-patch.ts"
import type { ProbeFacts } from "./actions.ts"
import { Interrupted } from "./interrupted.ts"
import { killPod } from "./kill.ts"
import type { PodDeps } from "./pod-deps.ts"
import { lastWords, removeLogs } from "./pod-files.ts"
import { type Made, PodSync } from "./pod-sync.ts"

type Stage = "running" | "ending" | "ended"

export interface WorkerHooks {
  /** A sandbox or container of the runtime belongs to this pod. */
  readonly own: (id: string, podUid: string) => void
  /** It is gone. */
  readonly disown: (id: string) => void
  readonly onEnded: (podUid: string) => void
}

/**
 * One pod's life on this node. Level-triggered: whatever happened, it looks at the runtime, says how it is, and does
 * what is missing; one look at a time, and once more when something happened meanwhile.
 */
export class PodWorker {
  readonly #deps: PodDeps
  readonly #hooks: WorkerHooks
  readonly #reader: RuntimePodReader
  readonly #sync: PodSync
  #pod: Pod
  #stage: Stage = "running"
  #failure: { readonly reason: string; readonly message: string } | undefined
  /** The shortest grace asked for so far. */
  #graceSeconds: number | undefined
  /** The pod's object is gone, or goes: nothing of it is kept. */
  #forget = false
  #remembered = false
  #dirty = false
  #busy = false
  #stopped = false
  #timer: { readonly atMs: number; readonly timer: Timer } | undefined
  readonly #interrupt = new AbortController()
  #runtimePod: RuntimePod = { sandboxes: [], containers: [] }
  readonly #messages = new Map<string, string>()

  constructor(pod: Pod, deps: PodDeps, hooks: WorkerHooks) {
    this.#pod = pod
    this.#deps = deps
    this.#hooks = hooks
    this.#reader = new RuntimePodReader(deps.runtime, uidOf(pod))
    this.#sync = new PodSync(deps)
  }

  get pod(): Pod {
    return this.#pod
  }

  get stage(): Stage {
    return this.#stage
  }

  /** Nothing of it is kept, nor wanted. */
  get forgotten(): boolean {
    return this.#forget && !isBeingDeleted(this.#pod)
  }

  /** The pod as it is wanted now. */
  update(pod: Pod): void {
    const changed = !isSame(this.#pod.spec, pod.spec) || !isSame(this.#pod.metadata, pod.metadata)
    const gates = !isSame(otherConditions(this.#pod), otherConditions(pod))
    this.#pod = pod
    if (isBeingDeleted(pod)) {
      this.#forget = true
      this.end({ graceSeconds: graceSecondsOf(pod) })
    }
    if (changed || gates) this.wake()
  }

  /** Starts the pod's end, or shortens it. */
  end({ graceSeconds, failure, forget = false }: EndOptions): void {
    this.#failure ??= failure
    this.#forget ||= forget
    const before = this.#graceSeconds
    if (graceSeconds !== undefined) this.#graceSeconds = Math.min(graceSeconds, before ?? graceSeconds)
    const hurry = graceSeconds !== undefined && (before === undefined || graceSeconds < before)
    // The runtime takes the shorter time, whoever asked it before.
    if (hurry && this.#stage === "ending") this.#hurry(graceSeconds)
    if (this.#stage === "running") {
      this.#stage = "ending"
      this.#interrupt.abort(new Interrupted())
    }
    if (this.#stage !== "ending" || before === undefined) this.wake()
  }

  #hurry(graceSeconds: number): void {
    for (const { id, state } of this.#runtimePod.containers) {
      if (state === "CONTAINER_RUNNING") this.#deps.runtime.stopContainer(id, graceSeconds).catch(() => undefined)
    }
  }

  /** Something happened: look again. */
  wake(): void {
    this.#dirty = true
    if (this.#busy || this.#stopped) return
    this.#busy = true
    this.#run().catch((error: unknown) => {
      this.#deps.log.error("Pod worker failed", { pod: fullNameOf(this.#pod), error: describeError(error) })
    })
  }

  /** The kubelet stops; the pod goes on. */
  stop(): void {
    this.#stopped = true
    this.#interrupt.abort(new Interrupted())
    this.#timer?.timer.cancel()
    this.#deps.prober.stop(uidOf(this.#pod))
  }

  async #run(): Promise<void> {
    try {
      while (this.#dirty && !this.#stopped) {
        this.#dirty = false
        try {
          await this.#step()
        } catch (error) {
          if (this.#stopped || error instanceof Interrupted) continue
          this.#deps.log.warn("Could not sync pod", { pod: fullNameOf(this.#pod), error: describeError(error) })
          this.#wakeIn(retryMs)
        }
      }
    } finally {
      this.#busy = false
      if (this.#dirty && !this.#stopped) this.wake()
    }
  }

  async #step(): Promise<void> {
    switch (this.#stage) {
      case "running":
        return this.#keepRunning()
      case "ending":
        return this.#endIt()
      case "ended":
        return this.#cleanUp()
    }
  }

  async #keepRunning(): Promise<void> {
    const { prober, clock } = this.#deps
    const runtimePod = await this.#look()
    this.#rememberProbes(runtimePod)
    const { phase } = this.#say(runtimePod, false)
    if (phase === "Succeeded" || phase === "Failed") return this.end({})
    const running = runtimePod.containers.filter(({ state }) => state === "CONTAINER_RUNNING")
    prober.update(
      this.#pod,
      running.flatMap((each) => {
        const placed = findContainer(this.#pod, each.name)
        return placed === undefined ? [] : [[placed.container, each] as const]
      }),
      runtimePod.sandboxes[0]?.ips ?? [],
    )
    if (this.#isPastDeadline()) return
    const pod = this.#pod
    const made = await this.#sync.make(pod, runtimePod, {
      probes: this.#probeFacts(),
      own: (id) => this.#hooks.own(id, uidOf(pod)),
      onSandbox: async () => void this.#say(await this.#look(), false),
      signal: this.#interrupt.signal,
    })
    this.#next(made, clock.now())
  }

  #next(made: Made, nowMs: number): void {
    if (made.progress) this.#dirty = true
    for (const atMs of made.lookAtMs) this.#wakeIn(atMs - nowMs)
  }

  async #endIt(): Promise<void> {
    const { prober, statuses, volumes, cgroups } = this.#deps
    const pod = this.#pod
    const uid = uidOf(pod)
    const runtimePod = await this.#look()
    this.#say(runtimePod, false)
    prober.stop(uid, "liveness")
    prober.stop(uid, "startup")
    await killPod(pod, runtimePod, this.#graceSeconds ?? graceSecondsOf(pod), this.#deps)
    const after = await this.#look()
    if (after.containers.some(({ state }) => state === "CONTAINER_RUNNING")) {
      this.#dirty = true // it came up while the rest was being ended
      return
    }
    prober.stop(uid)
    this.#say(after, true)
    await volumes.tearDown(uid)
    await cgroups.removePod(uid)
    this.#deps.objects.remove(uid)
    this.#deps.puller.forget(uid)
    this.#deps.crashBackoff.forget(uid)
    this.#stage = "ended"
    statuses.finish(pod)
    await this.#cleanUp()
    this.#hooks.onEnded(uid)
  }

  /** A pod that only ended keeps its containers, for their logs, until it is deleted. */
  async #cleanUp(): Promise<void> {
    this.#deps.statuses.finish(this.#pod)
    if (!this.#forget) return
    for (const { id } of this.#runtimePod.sandboxes) await this.#deps.runtime.removePodSandbox(id)
    await removeLogs(this.#deps.paths, this.#pod)
    this.#runtimePod = { sandboxes: [], containers: [] }
  }

  async #look(): Promise<RuntimePod> {
    const read = await this.#reader.read()
    const uid = uidOf(this.#pod)
    for (const { id } of [...read.sandboxes, ...read.containers]) this.#hooks.own(id, uid)
    const containers = await Promise.all(read.containers.map((container) => this.#withMessage(container)))
    const present = new Set(containers.map(({ id }) => id))
    for (const { id } of this.#runtimePod.containers) {
      if (present.has(id)) continue
      this.#hooks.disown(id)
      this.#deps.probeResults.forget(id)
      this.#messages.delete(id)
    }
    this.#runtimePod = { sandboxes: read.sandboxes, containers }
    return this.#runtimePod
  }

  async #withMessage(container: RuntimeContainer): Promise<RuntimeContainer> {
    if (container.state !== "CONTAINER_EXITED") return container
    const policy = container.annotations[annotationNames.messagePolicy] ?? "File"
    const known = this.#messages.get(container.id)
    const words = known ?? (await lastWords(this.#deps.paths, this.#pod, container, policy))
    this.#messages.set(container.id, words)
    if (words === "") return container
    return { ...container, message: container.message === "" ? words : `${container.message}: ${words}` }
  }

  #say(runtime: RuntimePod, ended: boolean): { readonly phase: Phase } {
    const { statuses, node, clock } = this.#deps
    const said = statuses.statusOf(this.#pod)
    // A finished pod whose containers are gone: what was said of them is all there is.
    const finished = said.phase === "Succeeded" || said.phase === "Failed"
    if (finished && runtime.containers.length === 0) return { phase: said.phase }
    const facts = this.#probeFacts()
    const { status, phase } = podStatus({
      pod: this.#pod,
      runtime,
      old: said,
      reasons: this.#sync.reasons,
      readiness: { isStarted: facts.isStarted, isReady: (container) => this.#isReady(container) },
      hostIps: node.ips,
      ended,
      failure: this.#failure,
      nowMs: clock.now(),
    })
    statuses.set(this.#pod, status)
    return { phase }
  }

  #probeFacts(): ProbeFacts {
    const { prober } = this.#deps
    const specOf = (container: RuntimeContainer) => findContainer(this.#pod, container.name)?.container
    return {
      isStarted: (container) => {
        const spec = specOf(container)
        return spec !== undefined && prober.isStarted(spec, container.id)
      },
      failed: (container) => {
        const spec = specOf(container)
        return spec === undefined ? undefined : prober.failed(spec, container.id)
      },
    }
  }

  /** After a restart of the kubelet: what was ready is ready until a probe says otherwise. */
  #rememberProbes(runtimePod: RuntimePod): void {
    if (this.#remembered) return
    this.#remembered = true
    const { statuses, probeResults } = this.#deps
    const { containerStatuses = [], initContainerStatuses = [] } = statuses.statusOf(this.#pod)
    for (const status of [...containerStatuses, ...initContainerStatuses]) {
      const container = runtimePod.containers.find(({ id }) => status.containerID === `containerd://${id}`)
      if (container?.state !== "CONTAINER_RUNNING") continue
      if (status.started === true) probeResults.set(uidOf(this.#pod), container.id, "startup", true)
      if (status.ready) probeResults.set(uidOf(this.#pod), container.id, "readiness", true)
    }
  }

  #isReady(container: RuntimeContainer): boolean {
    const spec = findContainer(this.#pod, container.name)?.container
    return spec !== undefined && this.#deps.prober.isReady(spec, container.id)
  }

  #isPastDeadline(): boolean {
    const seconds = this.#pod.spec?.activeDeadlineSeconds
    const started = Date.parse(this.#deps.statuses.statusOf(this.#pod).startTime ?? "")
    if (seconds === undefined || Number.isNaN(started)) return false
    const leftMs = started + seconds * 1000 - this.#deps.clock.now()
    if (leftMs > 0) {
      this.#wakeIn(leftMs)
      return false
    }
    const event = "Pod was active on the node longer than the specified deadline"
    this.#deps.events.pod(this.#pod, "Normal", "DeadlineExceeded", event)
    this.end({ failure: { reason: "DeadlineExceeded", message: event } })
    return true
  }

  /** One timer: the earliest time that anyone asked for. */
  #wakeIn(delayMs: number): void {
    const { clock } = this.#deps
    const atMs = clock.now() + Math.max(1, delayMs)
    if (this.#timer !== undefined && this.#timer.atMs <= atMs) return
    this.#timer?.timer.cancel()
    const timer = clock.after(Math.max(1, delayMs), () => {
      this.#timer = undefined
      this.wake()
    })
    this.#timer = { atMs, timer }
  }
}

export interface EndOptions {
  readonly graceSeconds?: number
  readonly failure?: { readonly reason: string; readonly message: string }
  /** Nothing is kept afterwards. */
  readonly forget?: boolean
}

const retryMs = 1000

function otherConditions(pod: Pod): unknown {
  const gates = new Set((pod.spec?.readinessGates ?? []).map(({ conditionType }) => conditionType))
  return (pod.status?.conditions ?? []).filter(({ type }) => gates.has(type)).map(({ type, status }) => [type, status])
}
