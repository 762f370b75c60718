import type { Node, Pod, Service } from "../apis/core/v1.gen.ts"
import { nodes, pods, services } from "../apis/resources.gen.ts"
import type { Component } from "../base/component.ts"
import { describeError } from "../base/log.ts"
import { Backoff } from "../client/backoff.ts"
import type { Informer } from "../client/informer/informer.ts"
import { readDisk } from "../host/machine.ts"
import { makeFolder } from "../host/tree.ts"
import { keyOf } from "../machinery/meta/object.ts"
import { PodCgroups } from "./cgroups/pod-cgroups.ts"
import type { Housekeeping } from "./housekeeping.ts"
import { NodeLease } from "./node/node-lease.ts"
import { NodeReporter } from "./node/node-reporter.ts"
import { NodeStatsReader } from "./node/node-stats.ts"
import type { NodeInputs } from "./node/node-status.ts"
import { RuntimeHealth } from "./node/runtime-health.ts"
import { ObjectWatches } from "./objects/object-watches.ts"
import {
  type KubeletDeps,
  type NodeSize,
  newHousekeeping,
  newPodWorkers,
  newVolumes,
  nodeSizeOf,
  type SharedParts,
} from "./parts.ts"
import { configMirrorAnnotation, isMirrorPod, isStaticPod, namespaceOf, uidOf } from "./pod/identity.ts"
import { MirrorPods } from "./podsource/mirror-pods.ts"
import { StaticPods } from "./podsource/static-pods.ts"
import type { PodWorkers } from "./podworkers/pod-workers.ts"
import type { NodeStats, ServedPods } from "./server/deps.ts"
import { StatusManager } from "./status/status-manager.ts"

/**
 * The node's agent. Static pods start as soon as the runtime answers, without an API server; everything that needs one
 * waits for it in the background and catches up when it comes.
 */
export class Kubelet implements Component {
  readonly name = "kubelet"
  readonly needs: readonly string[] = []
  readonly #deps: KubeletDeps
  readonly #apiPods: Informer<Pod>
  readonly #nodes: Informer<Node>
  readonly #services: Informer<Service>
  readonly #workers: PodWorkers
  readonly #statuses: StatusManager
  readonly #mirrors: MirrorPods
  readonly #staticPods = new Map<string, Pod>()
  readonly #node: NodeReporter
  readonly #health: RuntimeHealth
  readonly #objects: ObjectWatches
  readonly #podCgroups: PodCgroups
  readonly #housekeeping: Housekeeping
  readonly #stats: NodeStatsReader
  readonly #size: NodeSize

  constructor(deps: KubeletDeps) {
    this.#deps = deps
    const { config, nodeName, client, clock, random, log, runtime, paths, informers } = deps
    this.#size = nodeSizeOf(deps)
    this.#apiPods = informers.of(pods, { fieldSelector: `spec.nodeName=${nodeName}` })
    this.#nodes = informers.of(nodes)
    this.#services = informers.of(services)
    const wake = (uid: string) => this.#workers.wake(uid)
    const nodeObject = () => this.#node.node
    this.#health = new RuntimeHealth(runtime, () => {
      this.#node.check()
      this.#workers.wakeAll()
    })
    this.#node = new NodeReporter({
      client,
      clock,
      random,
      log,
      events: deps.events,
      labels: config.nodeLabels,
      podCidr: config.podCidr,
      reportMs: config.statusReportMs,
      cgroupVersion: deps.cgroups.version,
      inputs: () => this.#nodeInputs(),
      nodeObject: () => this.#nodes.get(nodeName),
    })
    this.#statuses = new StatusManager({ client, clock, log, apiPodOf: (pod) => this.#apiPodOf(pod) })
    this.#mirrors = new MirrorPods({
      client,
      clock,
      log,
      staticPodOf: (key) => this.#staticPods.get(key),
      apiPodOf: (key) => this.#apiPods.get(key),
      nodeObject,
    })
    this.#objects = new ObjectWatches({ client, clock, random, log }, wake)
    this.#podCgroups = new PodCgroups(deps.cgroups, config.cgroupRoot)
    const shared: SharedParts = {
      size: this.#size,
      statuses: this.#statuses,
      objects: this.#objects,
      podCgroups: this.#podCgroups,
      volumes: newVolumes(deps, this.#objects),
      health: this.#health,
      services: this.#services,
      nodeObject,
      wake,
    }
    this.#workers = newPodWorkers(deps, shared)
    this.#housekeeping = newHousekeeping(deps, shared, this.#workers)
    const { memoryBytes } = this.#size
    this.#stats = new NodeStatsReader({ cgroups: deps.cgroups, clock, root: paths.root, memoryBytes })
  }

  /** For the kubelet's server. */
  get pods(): ServedPods {
    const shown = (pod: Pod): Pod => ({ ...pod, status: this.#statuses.statusOf(pod) })
    return {
      find: (namespace, name) => {
        const found = this.#workers.list().find((pod) => pod.metadata.name === name && namespaceOf(pod) === namespace)
        return found === undefined ? undefined : shown(found)
      },
      list: () => this.#workers.list().map(shown),
    }
  }

  nodeStats(): Promise<NodeStats> {
    return this.#stats.read()
  }

  /** Throws while it is not well. */
  healthz(): string {
    return "ok"
  }

  async run({ signal, ready }: { readonly signal: AbortSignal; ready(): void }): Promise<void> {
    const { config, paths, clock, log, nodeName } = this.#deps
    for (const folder of [paths.root, paths.podLogs, paths.containerLogs, paths.memory]) await makeFolder(folder)
    await this.#podCgroups.ensureTree(this.#size.allocatable)
    const parts = [
      this.#followRuntime(signal),
      this.#statuses.run(signal),
      this.#mirrors.run(signal),
      this.#node.run(signal),
      this.#housekeeping.run(signal),
      this.#network(signal),
    ]
    const staticPods = new StaticPods({ folder: config.staticPodPath, nodeName, clock, log })
    await staticPods.run((added, removed) => this.#onStatic(added, removed), signal)
    ready()
    const lease = new NodeLease({
      client: this.#deps.client,
      clock,
      log,
      nodeName,
      durationSeconds: config.leaseSeconds,
      nodeObject: () => this.#node.node,
    })
    parts.push(lease.run(signal, () => void this.#health.check(signal)))
    parts.push(this.#followApi(signal))
    try {
      await Promise.all(parts)
    } finally {
      this.#workers.stop()
      this.#objects.stop()
    }
  }

  /** What happens in the runtime wakes the pod it happens to; after a break every pod looks for itself. */
  async #followRuntime(signal: AbortSignal): Promise<void> {
    const { runtime, log, clock, random } = this.#deps
    const backoff = new Backoff({ clock, random, firstMs: 50, maxMs: 1000 })
    while (!signal.aborted) {
      try {
        for await (const event of runtime.events(signal)) {
          if (event.type === "connected") {
            backoff.reset()
            await this.#health.check(signal)
            this.#workers.wakeAll()
          } else {
            log.debug("Runtime event", { type: event.type, id: event.id })
            this.#workers.wakeOwner(event.id)
          }
        }
      } catch (error) {
        if (signal.aborted) return
        log.debug("Lost the runtime", { error: describeError(error) })
      }
      if (signal.aborted) return
      await this.#health.check(signal)
      await backoff.wait(signal).catch(() => undefined)
    }
  }

  async #followApi(signal: AbortSignal): Promise<void> {
    const { informers, log, runtime } = this.#deps
    this.#nodes.onChange(({ key }) => {
      if (key !== this.#deps.nodeName) return
      this.#node.noteObject()
      for (const each of this.#staticPods.keys()) this.#mirrors.check(each)
    })
    informers.start(signal).catch((error: unknown) => {
      if (!signal.aborted) log.error("Informers stopped", { error: describeError(error) })
    })
    // Containers are told of the services: a pod that began before they are known would have to wait.
    const synced = [this.#apiPods, this.#services].map((informer) => informer.waitForSync(signal))
    await Promise.all(synced).catch(() => undefined)
    if (signal.aborted) return
    this.#apiPods.onChange(({ old, current }) => this.#onApiPod(old, current))
    for (const key of this.#staticPods.keys()) this.#mirrors.check(key)
    try {
      this.#workers.endOrphans(await runtime.listPodSandboxes())
      await this.#housekeeping.removeLeftovers()
    } catch (error) {
      log.warn("Could not clean up", { error: describeError(error) })
    }
  }

  #onApiPod(old: Pod | undefined, current: Pod | undefined): void {
    const replaced = old !== undefined && (current === undefined || uidOf(current) !== uidOf(old))
    if (replaced && !isMirrorPod(old)) {
      this.#workers.remove(uidOf(old))
      this.#statuses.forget(uidOf(old))
    }
    const shown = current ?? old
    if (shown !== undefined && isMirrorPod(shown)) {
      this.#mirrors.check(keyOf(shown))
      const hash = shown.metadata.annotations?.[configMirrorAnnotation]
      if (hash !== undefined) this.#statuses.recheck(hash)
      return
    }
    if (current === undefined) return
    this.#workers.set(current)
    this.#statuses.recheck(uidOf(current))
  }

  #onStatic(added: readonly Pod[], removed: readonly Pod[]): void {
    for (const pod of removed) {
      if (uidOf(this.#staticPods.get(keyOf(pod)) ?? pod) === uidOf(pod)) this.#staticPods.delete(keyOf(pod))
      this.#workers.remove(uidOf(pod))
      this.#statuses.forget(uidOf(pod))
    }
    for (const pod of added) {
      this.#staticPods.set(keyOf(pod), pod)
      this.#workers.set(pod)
    }
    for (const pod of [...removed, ...added]) this.#mirrors.check(keyOf(pod))
  }

  /** Sets up the pods' network once the node's range is known, and the routes as nodes come and go. */
  async #network(signal: AbortSignal): Promise<void> {
    const { config, podNetwork, nodeName, log, clock } = this.#deps
    const stop = podNetwork.follow(this.#nodes, signal)
    const setUp = async (podCidr: string) => {
      await podNetwork.setUp(podCidr)
      // The runtime reads the new file by itself, a moment later.
      for (
        let tries = 0;
        tries < networkTries && this.#health.networkProblem !== undefined && !signal.aborted;
        tries++
      ) {
        await this.#health.check(signal)
        if (this.#health.networkProblem !== undefined)
          await clock.sleep(networkTryMs, { signal }).catch(() => undefined)
      }
    }
    const fail = (error: unknown) => log.error("Could not set up pod network", { error: describeError(error) })
    if (config.podCidr !== undefined) await setUp(config.podCidr).catch(fail)
    this.#nodes.onChange(({ key, current }) => {
      const podCidr = current?.spec?.podCIDR
      if (key === nodeName && podCidr && config.podCidr === undefined) setUp(podCidr).catch(fail)
    })
    signal.addEventListener("abort", stop, { once: true })
  }

  #apiPodOf(pod: Pod): Pod | undefined {
    const found = this.#apiPods.get(keyOf(pod))
    if (found === undefined) return undefined
    if (!isStaticPod(pod)) return uidOf(found) === uidOf(pod) ? found : undefined
    return found.metadata.annotations?.[configMirrorAnnotation] === uidOf(pod) ? found : undefined
  }

  async #nodeInputs(): Promise<NodeInputs> {
    const { config, nodeName, nodeIps, machine, runtime, paths } = this.#deps
    const unknown = { runtimeName: "containerd", runtimeVersion: "Unknown" }
    const [version, images, disk] = await Promise.all([
      runtime.version().catch(() => unknown),
      runtime.listImages().catch(() => []),
      readDisk(paths.root),
    ])
    return {
      name: nodeName,
      ips: nodeIps,
      machine,
      milliCpu: this.#size.milliCpu,
      memoryBytes: this.#size.memoryBytes,
      diskBytes: disk.capacityBytes,
      reserved: config.reserved,
      maxPods: config.maxPods,
      port: config.port,
      runtime: version,
      images,
      problems: this.#health.problems,
    }
  }
}

const networkTries = 50
const networkTryMs = 100
