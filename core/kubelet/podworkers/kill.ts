import type { Pod } from "../../apis/core/v1.gen.ts"
import { runHook } from "../lifecycle/hooks.ts"
import { findContainer, isSidecar, type Placed } from "../pod/containers.ts"
import { leastGraceSeconds } from "../pod/grace.ts"
import type { RuntimeContainer, RuntimePod } from "../runtime/runtime-pod.ts"
import type { PodDeps } from "./pod-deps.ts"

interface Victim {
  readonly pod: Pod
  readonly placed: Placed
  readonly id: string
  readonly ips: readonly string[]
}

/** Ends one container: an event, its hook, TERM, and KILL when the grace is over. The hook's time counts. */
export async function killContainer(
  victim: Victim,
  message: string,
  graceSeconds: number,
  deps: PodDeps,
): Promise<void> {
  const { pod, placed, id, ips } = victim
  const { events, runtime, clock, network, node } = deps
  events.container(pod, placed, "Normal", "Killing", message)
  let left = graceSeconds
  const hook = placed.container.lifecycle?.preStop
  if (hook !== undefined && graceSeconds > 0) {
    const startedMs = clock.monotonicMs()
    const running = runHook(hook, { ...victim, container: placed.container, ips }, graceSeconds, {
      runtime,
      network,
      clock,
      hostIps: node.ips,
    })
    const outOfTime = new AbortController()
    const limit = clock.sleep(graceSeconds * 1000, { signal: outOfTime.signal })
    try {
      await Promise.race([running, limit])
    } catch {
      events.container(pod, placed, "Warning", "FailedPreStopHook", "PreStopHook failed")
    }
    limit.catch(() => undefined)
    running.catch(() => undefined)
    outOfTime.abort()
    left -= Math.ceil((clock.monotonicMs() - startedMs) / 1000)
  }
  // A container whose hook took all the time still gets a moment after TERM; one that is forced gets none.
  const least = graceSeconds === 0 ? 0 : Math.min(leastGraceSeconds, graceSeconds)
  await runtime.stopContainer(id, Math.max(left, least))
}

/**
 * Ends everything of a pod that runs: the containers together, then the sidecars from the last to the first, each
 * with what is left of the time; then the sandboxes.
 */
export async function killPod(pod: Pod, runtimePod: RuntimePod, graceSeconds: number, deps: PodDeps): Promise<void> {
  const { clock, runtime } = deps
  const startedMs = clock.monotonicMs()
  const ips = runtimePod.sandboxes[0]?.ips ?? []
  const running = runtimePod.containers.filter(
    ({ state }) => state === "CONTAINER_RUNNING" || state === "CONTAINER_UNKNOWN",
  )
  const kill = (container: RuntimeContainer) => {
    const placed =
      findContainer(pod, container.name) ?? ({ list: "containers", container: { name: container.name } } as const)
    const spent = Math.floor((clock.monotonicMs() - startedMs) / 1000)
    const left = graceSeconds === 0 ? 0 : Math.max(leastGraceSeconds, graceSeconds - spent)
    return killContainer({ pod, placed, id: container.id, ips }, `Stopping container ${container.name}`, left, deps)
  }
  const order = (pod.spec?.initContainers ?? []).filter(isSidecar).map(({ name }) => name)
  const sidecars = running.filter(({ name }) => order.includes(name))
  await Promise.all(running.filter((container) => !sidecars.includes(container)).map(kill))
  for (const name of order.reverse()) {
    await Promise.all(sidecars.filter((container) => container.name === name).map(kill))
  }
  for (const { id } of runtimePod.sandboxes) await runtime.stopPodSandbox(id)
}
