import type { Pod, Probe } from "../../apis/core/v1.gen.ts"
import type { Clock, Timer } from "../../base/clock.ts"
import type { Random } from "../../base/random.ts"
import type { Runtime } from "../../cri/runtime.ts"
import type { ProbeNetwork } from "../../host/probe-network.ts"
import type { AnyContainer } from "../pod/containers.ts"
import { uidOf } from "../pod/identity.ts"
import type { RuntimeContainer } from "../runtime/runtime-pod.ts"
import { type ProbeResults, type ProbeType, probeTypes } from "./probe-results.ts"
import { podIpOf, probeOf, targetOf } from "./probe-target.ts"
import { type ProbeOutcome, runProbe } from "./run-probe.ts"

interface ProberDeps {
  readonly runtime: Runtime
  readonly network: ProbeNetwork
  readonly clock: Clock
  readonly random: Random
  readonly results: ProbeResults
  readonly hostIps: readonly string[]
  /** `kube-probe/1.36` */
  readonly userAgent: string
  /** A try that failed: an `Unhealthy` event. */
  readonly onUnhealthy: (pod: Pod, container: AnyContainer, message: string) => void
}

/** One probe of one container that runs. */
interface Probed {
  readonly pod: Pod
  readonly container: AnyContainer
  readonly runtime: RuntimeContainer
  readonly type: ProbeType
  readonly probe: Probe
  readonly ips: readonly string[]
}

interface Running {
  readonly stop: () => void
}

/** Tries, again and again, what the containers of pods are to be asked. One timer for each probe, none for others. */
export class Prober {
  readonly #deps: ProberDeps
  /** By pod, then by container's id and the probe's type. */
  readonly #probes = new Map<string, Map<string, Running>>()

  constructor(deps: ProberDeps) {
    this.#deps = deps
  }

  /** Probes exactly the containers of this pod that run. Called whenever the pod was looked at. */
  update(pod: Pod, running: readonly (readonly [AnyContainer, RuntimeContainer])[], ips: readonly string[]): void {
    const probes = this.#probes.get(uidOf(pod)) ?? new Map<string, Running>()
    const wanted = new Set<string>()
    for (const [container, runtime] of running) {
      const started = this.isStarted(container, runtime.id)
      for (const type of probeTypes) {
        const probe = probeOf(container, type)
        // The others begin when the startup probe has succeeded, which then is over.
        if (probe === undefined || (type === "startup") === started) continue
        const key = `${runtime.id}/${type}`
        wanted.add(key)
        if (!probes.has(key)) probes.set(key, this.#start({ pod, container, runtime, type, probe, ips }))
      }
    }
    for (const [key, probe] of probes) {
      if (wanted.has(key)) continue
      probe.stop()
      probes.delete(key)
    }
    if (probes.size === 0) this.#probes.delete(uidOf(pod))
    else this.#probes.set(uidOf(pod), probes)
  }

  stop(podUid: string, type?: ProbeType): void {
    const probes = this.#probes.get(podUid)
    for (const [key, probe] of probes ?? []) {
      if (type !== undefined && !key.endsWith(`/${type}`)) continue
      probe.stop()
      probes?.delete(key)
    }
    if (type === undefined) this.#probes.delete(podUid)
  }

  isStarted(container: AnyContainer, id: string): boolean {
    return container.startupProbe === undefined || this.#deps.results.get(id, "startup") === true
  }

  isReady(container: AnyContainer, id: string): boolean {
    if (!this.isStarted(container, id)) return false
    return container.readinessProbe === undefined || this.#deps.results.get(id, "readiness") === true
  }

  failed(container: AnyContainer, id: string): "liveness" | "startup" | undefined {
    if (container.startupProbe !== undefined && this.#deps.results.get(id, "startup") === false) return "startup"
    if (container.livenessProbe !== undefined && this.#deps.results.get(id, "liveness") === false) return "liveness"
    return undefined
  }

  #start({ pod, container, runtime, type, probe, ips }: Probed): Running {
    const { clock, random, results, hostIps, userAgent } = this.#deps
    const { periodSeconds = 10, timeoutSeconds = 1, initialDelaySeconds = 0 } = probe
    const target = targetOf(probe, container, podIpOf(pod, ips, hostIps), userAgent)
    let stopped = false
    let timer: Timer | undefined
    const streak = { last: "unknown" as ProbeOutcome["result"], length: 0 }

    const periodMs = periodSeconds * 1000
    // Whoever is starting is asked more often at first, over the network only, and without a word when it is not there
    // yet: nobody should wait a whole period for what takes a tenth of a second.
    let eagerMs = type !== "liveness" && target.type !== "exec" ? firstEagerMs : periodMs
    const tick = async () => {
      const outcome = await this.#try(target, runtime.id, timeoutSeconds)
      if (stopped) return
      if (outcome.result !== "success" && eagerMs < periodMs) {
        timer = clock.after(eagerMs, () => void tick())
        eagerMs *= 2
        return
      }
      eagerMs = periodMs
      const { output } = outcome
      if (outcome.result === "unknown") {
        this.#deps.onUnhealthy(pod, container, `${names[type]} probe errored and resulted in unknown state: ${output}`)
      } else {
        if (outcome.result === "failure") {
          this.#deps.onUnhealthy(pod, container, `${names[type]} probe failed: ${output}`)
        }
        streak.length = outcome.result === streak.last ? streak.length + 1 : 1
        streak.last = outcome.result
        const needed = outcome.result === "success" ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3)
        if (streak.length >= needed) results.set(uidOf(pod), runtime.id, type, outcome.result === "success")
        // Its container is ended for that: there is nothing more to find out.
        if (streak.length >= needed && outcome.result === "failure" && type !== "readiness") return
      }
      if (!stopped) timer = clock.after(periodMs, () => void tick())
    }
    // After a restart of the kubelet, probes of all pods must not come at once.
    const sinceStartMs = clock.now() - runtime.startedAtMs
    const spread = sinceStartMs > periodMs ? random.next() * periodMs : 0
    timer = clock.after(Math.max(0, initialDelaySeconds * 1000 - sinceStartMs) + spread, () => void tick())
    return {
      stop: () => {
        stopped = true
        timer?.cancel()
      },
    }
  }

  /** What could not be tried is tried again at once, a few times, as Kubernetes does. */
  async #try(target: Parameters<typeof runProbe>[0], id: string, timeoutSeconds: number): Promise<ProbeOutcome> {
    let outcome: ProbeOutcome = { result: "unknown", output: "" }
    for (let attempt = 0; attempt < triesMax && outcome.result === "unknown"; attempt++) {
      outcome = await runProbe(target, id, timeoutSeconds, this.#deps)
    }
    return outcome
  }
}

const triesMax = 3
const firstEagerMs = 50

const names = { startup: "Startup", liveness: "Liveness", readiness: "Readiness" } as const
