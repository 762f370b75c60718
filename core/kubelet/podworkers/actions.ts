import type { Container, Pod } from "../../apis/core/v1.gen.ts"
import { type AnyContainer, initContainers, isSidecar, regularContainers } from "../pod/containers.ts"
import { shouldRun } from "../pod/restart.ts"
import { containerHash } from "../runtime/labels.ts"
import { newestOf, type RuntimeContainer, type RuntimePod } from "../runtime/runtime-pod.ts"

/** What probes have found out about running containers. */
export interface ProbeFacts {
  /** The startup probe succeeded, or there is none. */
  isStarted(container: RuntimeContainer): boolean
  /** A probe that decides about life and death failed for good. */
  failed(container: RuntimeContainer): "liveness" | "startup" | undefined
}

/** What has to happen so that a pod is what its spec says. */
export interface PodActions {
  /** Everything of it ends first: its sandbox is gone or changed, or nothing of it has to run any more. */
  readonly killPod: boolean
  readonly createSandbox: boolean
  /** The sandbox to put containers into; undefined when it must be made. */
  readonly sandboxId: string | undefined
  /** Of the sandbox. */
  readonly attempt: number
  readonly kill: readonly KillAction[]
  readonly startInit: readonly Container[]
  readonly start: readonly Container[]
  readonly startEphemeral: readonly AnyContainer[]
}

export interface KillAction {
  readonly container: RuntimeContainer
  readonly spec: AnyContainer
  /** The event's words. */
  readonly message: string
  readonly cause: "liveness" | "startup" | "changed" | "unknown"
}

/**
 * Compares a pod's spec with what the runtime has (Kubernetes' `computePodActions`): sandbox, then init containers one
 * after the other with sidecars staying, then the containers.
 */
export function computeActions(pod: Pod, runtime: RuntimePod, probes: ProbeFacts): PodActions {
  const sandbox = runtime.sandboxes[0]
  const usable = sandbox !== undefined && isUsable(pod, runtime)
  const attempt = sandbox === undefined ? 0 : sandbox.metadata.attempt + (usable ? 0 : 1)
  if (!usable) return afreshActions(pod, runtime, attempt)

  const none = { createSandbox: false, sandboxId: sandbox.id, attempt, kill: [], startInit: [], start: [] }
  const startEphemeral = (pod.spec?.ephemeralContainers ?? []).filter(({ name }) => !newestOf(runtime, name))
  const init = initActions(pod, runtime, probes)
  if (init.failed) return { ...none, killPod: true, startEphemeral: [] }
  if (!init.done) return { ...none, killPod: false, kill: init.kill, startInit: init.start, startEphemeral }

  const kill: KillAction[] = []
  const start: Container[] = []
  let kept = 0
  for (const container of regularContainers(pod)) {
    const newest = newestOf(runtime, container.name)
    if (newest === undefined || newest.state !== "CONTAINER_RUNNING") {
      if (!shouldRun(pod, container, newest)) continue
      start.push(container)
      if (newest?.state === "CONTAINER_UNKNOWN") kill.push(unknownKill(newest, container))
      continue
    }
    const reason = whyKill(container, newest, probes)
    if (reason === undefined) {
      kept++
      continue
    }
    const again = reason.cause === "changed" || pod.spec?.restartPolicy !== "Never"
    kill.push({ container: newest, spec: container, ...reason, message: reason.message(again) })
    if (again) start.push(container)
  }
  // Sidecars must not keep a pod alive that has nothing else to do.
  if (kept === 0 && start.length === 0) return { ...none, killPod: true, kill, startEphemeral: [] }
  return { ...none, killPod: false, kill: [...init.kill, ...kill], startInit: init.start, start, startEphemeral }
}

/** The newest sandbox is ready, is the only ready one, has an address where it needs one, and the right network. */
function isUsable(pod: Pod, { sandboxes }: RuntimePod): boolean {
  const [newest] = sandboxes
  if (newest?.state !== "SANDBOX_READY") return false
  if (sandboxes.filter(({ state }) => state === "SANDBOX_READY").length > 1) return false
  return pod.spec?.hostNetwork === true || newest.ips.length > 0
}

function afreshActions(pod: Pod, runtime: RuntimePod, attempt: number): PodActions {
  const base = { sandboxId: undefined, attempt, kill: [], startInit: [], start: [], startEphemeral: [] }
  const hasRun = runtime.containers.length > 0
  // What never restarts and has run is not given a new home.
  const toStart = regularContainers(pod).filter((container) => {
    const newest = newestOf(runtime, container.name)
    return newest?.state === "CONTAINER_RUNNING" || shouldRun(pod, container, newest)
  })
  const over = attempt > 0 && hasRun && (pod.spec?.restartPolicy === "Never" || toStart.length === 0)
  if (over) return { ...base, killPod: true, createSandbox: false }
  const killPod = runtime.sandboxes.length > 0
  const [first] = initContainers(pod)
  if (first !== undefined) return { ...base, killPod, createSandbox: true, startInit: [first] }
  return { ...base, killPod, createSandbox: true, start: toStart }
}

interface InitActions {
  readonly done: boolean
  /** One failed and is not tried again. */
  readonly failed: boolean
  readonly start: readonly Container[]
  readonly kill: readonly KillAction[]
}

/** Looks from the last init container back: the last one that has run tells how far the pod has come. */
function initActions(pod: Pod, runtime: RuntimePod, probes: ProbeFacts): InitActions {
  const all = initContainers(pod)
  if (all.length === 0) return { done: true, failed: false, start: [], kill: [] }
  const start: Container[] = []
  const kill: KillAction[] = []
  let done = regularContainers(pod).some(({ name }) => newestOf(runtime, name) !== undefined)
  let passed = done
  for (let at = all.length - 1; at >= 0; at--) {
    const container = all[at]
    if (container === undefined) continue
    const sidecar = isSidecar(container)
    const newest = newestOf(runtime, container.name)
    if (newest === undefined) {
      if (sidecar && passed) start.push(container)
      continue
    }
    if (passed && !sidecar) continue
    const next = () => {
      const following = all[at + 1]
      if (passed) return
      if (following === undefined) done = true
      else start.push(following)
    }
    switch (newest.state) {
      case "CONTAINER_CREATED":
        start.push(container)
        break
      case "CONTAINER_UNKNOWN":
        kill.push(unknownKill(newest, container))
        start.push(container)
        break
      case "CONTAINER_RUNNING": {
        if (!sidecar) break
        const reason = whyKill(container, newest, probes)
        if (reason !== undefined) {
          kill.push({ container: newest, spec: container, ...reason, message: reason.message(true) })
          start.push(container)
        } else if (probes.isStarted(newest)) next()
        break
      }
      case "CONTAINER_EXITED":
        if (sidecar) start.push(container)
        else if (newest.exitCode === 0) next()
        else if (shouldRun(pod, container, newest)) start.push(container)
        else return { done: false, failed: true, start: [], kill: [] }
        break
    }
    passed = true
  }
  if (!passed && all[0] !== undefined) start.push(all[0])
  return { done, failed: false, start: start.reverse(), kill }
}

function whyKill(container: Container, running: RuntimeContainer, probes: ProbeFacts) {
  const { name } = container
  if (running.hash !== "" && running.hash !== containerHash(container)) {
    return { cause: "changed", message: () => `Container ${name} definition changed, will be restarted` } as const
  }
  const cause = probes.failed(running)
  if (cause === undefined) return undefined
  const message = (again: boolean) => `Container ${name} failed ${cause} probe${again ? ", will be restarted" : ""}`
  return { cause, message }
}

function unknownKill(container: RuntimeContainer, spec: Container): KillAction {
  const message = `Container is in "CONTAINER_UNKNOWN" state, try killing it before restart`
  return { container, spec, message, cause: "unknown" }
}
