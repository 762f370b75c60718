import type { Pod } from "../../apis/core/v1.gen.ts"
import type { SandboxConfig } from "../../cri/runtime.ts"
import { podGarbage } from "../gc/pod-garbage.ts"
import { type Placed, regularContainers } from "../pod/containers.ts"
import { graceSecondsOf } from "../pod/grace.ts"
import { fullNameOf, uidOf } from "../pod/identity.ts"
import { podLogDir } from "../pod/paths.ts"
import { probeOf } from "../prober/probe-target.ts"
import { podDns } from "../runtime/dns.ts"
import { hostnameOf } from "../runtime/hosts-file.ts"
import type { RuntimePod } from "../runtime/runtime-pod.ts"
import { sandboxConfig } from "../runtime/sandbox-config.ts"
import type { Reasons } from "../status/container-status.ts"
import { SetUpError } from "../volumes/volume-manager.ts"
import { computeActions, type KillAction, type PodActions, type ProbeFacts } from "./actions.ts"
import { formatDuration } from "./crash-backoff.ts"
import { orInterrupted } from "./interrupted.ts"
import { killContainer, killPod } from "./kill.ts"
import type { PodDeps } from "./pod-deps.ts"
import { makePodFolders, removeContainerFiles } from "./pod-files.ts"
import { pullSecretsOf, type StartContext, StartError, startContainer } from "./start-container.ts"

/** What came of one attempt to make a pod what its spec says. */
export interface Made {
  /** Something was done: it is worth a look at once. */
  readonly progress: boolean
  /** When to look again without being told. */
  readonly lookAtMs: readonly number[]
}

interface SyncContext {
  readonly probes: ProbeFacts
  readonly own: (id: string) => void
  /** A sandbox was made, and what follows may take long: the pod's status may say so. */
  readonly onSandbox: () => Promise<void>
  /** The pod is to end: nothing new is begun. */
  readonly signal: AbortSignal
}

/** Makes one pod what its spec says: folders, group, volumes, sandbox, containers. Remembers why something waits. */
export class PodSync {
  readonly #deps: PodDeps
  readonly #reasons = new Map<string, { reason: string; message: string }>()
  #volumeFailures = 0

  constructor(deps: PodDeps) {
    this.#deps = deps
  }

  get reasons(): Reasons {
    return this.#reasons
  }

  async make(pod: Pod, runtimePod: RuntimePod, context: SyncContext): Promise<Made> {
    const { node, events, clock, paths, cgroups, runtime } = this.#deps
    const problem = pod.spec?.hostNetwork === true ? undefined : node.networkProblem()
    if (problem !== undefined) {
      events.pod(pod, "Warning", "NetworkNotReady", `network is not ready: ${problem}`)
      return { progress: false, lookAtMs: [clock.now() + networkRetryMs] }
    }
    await makePodFolders(paths, pod)
    await cgroups.ensurePod(pod)
    this.#deps.objects.add(pod)
    const volumes = await orInterrupted(this.#setUpVolumes(pod, runtimePod), context.signal)
    if (volumes === undefined) return { progress: false, lookAtMs: [clock.now() + this.#volumeRetryMs()] }
    const lookAtMs = volumes.refreshAtMs === undefined ? [] : [volumes.refreshAtMs]

    const actions = computeActions(pod, runtimePod, context.probes)
    if (actions.killPod) {
      await orInterrupted(killPod(pod, runtimePod, graceSecondsOf(pod), this.#deps), context.signal)
      if (!actions.createSandbox) return { progress: runtimePod.sandboxes.length > 0, lookAtMs }
    }
    const kills = Promise.all(actions.kill.map((action) => this.#kill(pod, runtimePod, action)))
    await orInterrupted(kills, context.signal)
    const config = await this.#sandboxConfig(pod, actions)
    const sandboxId = await this.#sandbox(pod, actions, config, context)
    if (sandboxId === undefined) return { progress: false, lookAtMs: [...lookAtMs, clock.now() + sandboxRetryMs] }
    if (actions.createSandbox && regularContainers(pod).some(({ lifecycle }) => lifecycle?.postStart)) {
      await context.onSandbox()
    }
    const started = await this.#startAll(
      { pod, runtimePod, sandbox: config, sandboxId, volumes: volumes.paths },
      actions,
      context,
    )

    const garbage = podGarbage(runtimePod)
    for (const container of garbage.containers) {
      await runtime.removeContainer(container.id)
      await removeContainerFiles(paths, pod, container)
    }
    for (const id of garbage.sandboxIds) await runtime.removePodSandbox(id)
    const progress = actions.createSandbox || actions.kill.length > 0 || started.progress
    return { progress, lookAtMs: [...lookAtMs, ...started.lookAtMs] }
  }

  async #setUpVolumes(pod: Pod, { sandboxes }: RuntimePod) {
    const { volumes, node, events, log } = this.#deps
    const podIps = pod.spec?.hostNetwork === true ? node.ips : (sandboxes[0]?.ips ?? [])
    try {
      const set = await volumes.setUp(pod, { hostIps: node.ips, podIps, allocatable: node.allocatable })
      this.#volumeFailures = 0
      return set
    } catch (error) {
      if (!(error instanceof SetUpError)) throw error
      this.#volumeFailures++
      const message = `MountVolume.SetUp failed for volume "${error.volume}" : ${error.message}`
      events.pod(pod, "Warning", "FailedMount", message)
      log.debug("Could not set up volume", { pod: fullNameOf(pod), volume: error.volume, error: error.message })
      return undefined
    }
  }

  /** 0.5 s, 1 s, 2 s ... 2 min 2 s. */
  #volumeRetryMs(): number {
    return Math.min(122_000, 500 * 2 ** Math.min(20, this.#volumeFailures - 1))
  }

  async #kill(pod: Pod, { sandboxes }: RuntimePod, action: KillAction): Promise<void> {
    const list = pod.spec?.initContainers?.some(({ name }) => name === action.spec.name)
      ? "initContainers"
      : "containers"
    const placed: Placed = { list, container: action.spec }
    const { cause } = action
    const own = cause === "liveness" || cause === "startup" ? probeOf(action.spec, cause) : undefined
    const grace = own?.terminationGracePeriodSeconds ?? graceSecondsOf(pod)
    const victim = { pod, placed, id: action.container.id, ips: sandboxes[0]?.ips ?? [] }
    await killContainer(victim, action.message, grace, this.#deps)
    this.#deps.probeResults.forget(action.container.id)
  }

  async #sandboxConfig(pod: Pod, { attempt }: PodActions): Promise<SandboxConfig> {
    const { node, paths, cgroups } = this.#deps
    return sandboxConfig(pod, {
      attempt,
      hostname: hostnameOf(pod, node.clusterDomain).hostname,
      logDirectory: podLogDir(paths, pod),
      dns: podDns(pod, await node.dns()),
      cgroupParent: cgroups.parentOf(pod),
    })
  }

  async #sandbox(pod: Pod, actions: PodActions, config: SandboxConfig, { own }: SyncContext) {
    if (!actions.createSandbox) return actions.sandboxId
    const { runtime, events } = this.#deps
    try {
      const id = await runtime.runPodSandbox(config)
      own(id)
      return id
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      events.pod(
        pod,
        "Warning",
        "FailedCreatePodSandBox",
        `Failed to create pod sandbox: rpc error: code = Unknown desc = ${why}`,
      )
      return undefined
    }
  }

  async #startAll(
    placing: Pick<StartContext, "pod" | "runtimePod" | "sandbox" | "sandboxId" | "volumes">,
    actions: PodActions,
    { own, signal }: SyncContext,
  ): Promise<Made> {
    const { pod, runtimePod, sandboxId } = placing
    const { runtime, clock } = this.#deps
    const ephemeral = actions.startEphemeral.map((container) => ({ list: "ephemeralContainers", container }) as const)
    const init = actions.startInit.map((container) => ({ list: "initContainers", container }) as const)
    const regular = actions.start.map((container) => ({ list: "containers", container }) as const)
    const all: readonly Placed[] = [...ephemeral, ...init, ...regular]
    if (all.length === 0) return { progress: false, lookAtMs: [] }
    const ips = actions.createSandbox
      ? (await runtime.podSandboxStatus(sandboxId)).ips
      : (runtimePod.sandboxes[0]?.ips ?? [])
    const pullSecrets = await pullSecretsOf(pod, this.#deps)
    const context = { ...placing, ips, pullSecrets, onCreated: own, signal }
    const lookAtMs: number[] = []
    let progress = false
    for (const placed of all) {
      if (signal.aborted) break
      const { name } = placed.container
      try {
        this.#waitForBackoff(pod, runtimePod, placed)
        await startContainer(placed, context, this.#deps)
        this.#reasons.delete(name)
        progress = true
      } catch (error) {
        if (!(error instanceof StartError)) throw error
        const news = this.#reasons.get(name)?.reason !== error.reason
        this.#reasons.set(name, { reason: error.reason, message: error.message })
        // Soon, to say in the status what was learned here; then when it makes sense to try again.
        lookAtMs.push(
          clock.now() + (news ? Math.min(newsMs, error.retryMs ?? startRetryMs) : (error.retryMs ?? startRetryMs)),
        )
        // What is there now, and how it ended, shows at once.
        if (error.reason === "RunContainerError" || error.reason === "PostStartHookError") progress = true
      }
    }
    return { progress, lookAtMs }
  }

  /** A container that keeps ending waits longer and longer. */
  #waitForBackoff(pod: Pod, runtimePod: RuntimePod, placed: Placed): void {
    const { crashBackoff, events } = this.#deps
    const { name } = placed.container
    const ended = runtimePod.containers.find((each) => each.name === name && each.state === "CONTAINER_EXITED")
    if (ended === undefined) return
    const key = `${uidOf(pod)}/${name}/${placed.container.image}`
    const waiting = crashBackoff.waiting(key, ended.finishedAtMs)
    if (waiting === undefined) {
      crashBackoff.next(key, ended.finishedAtMs)
      return
    }
    const where = `${fullNameOf(pod)}(${uidOf(pod)})`
    events.container(pod, placed, "Warning", "BackOff", `Back-off restarting failed container ${name} in pod ${where}`)
    const words = `back-off ${formatDuration(waiting.waitMs)} restarting failed container=${name} pod=${where}`
    throw new StartError("CrashLoopBackOff", words, { retryMs: waiting.leftMs })
  }
}

const networkRetryMs = 2000
const sandboxRetryMs = 2000
const startRetryMs = 10_000
/** A container shows how it ended for so long before it shows that it waits. */
const newsMs = 3000
