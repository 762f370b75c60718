import type { Node, Pod, Service } from "../apis/core/v1.gen.ts"
import { nodes, pods, services } from "../apis/resources.gen.ts"
import type { Clock } from "../base/clock.ts"
import type { Component } from "../base/component.ts"
import { describeError, type Log } from "../base/log.ts"
import type { Random } from "../base/random.ts"
import { Backoff } from "../client/backoff.ts"
import type { Client } from "../client/client.ts"
import type { EventRecorder } from "../client/events/event-recorder.ts"
import type { Informer, Informers } from "../client/informer/informer.ts"
import type { PodNetwork } from "../cni/pod-network.ts"
import type { Runtime } from "../cri/runtime.ts"
import { readTextFile } from "../host/files.ts"
import type { MachineFacts } from "../host/machine.ts"
import { readDisk } from "../host/machine.ts"
import type { ProbeNetwork } from "../host/probe-network.ts"
import { makeFolder } from "../host/tree.ts"
import { keyOf } from "../machinery/meta/object.ts"
import type { Cgroups } from "./cgroups/cgroups.ts"
import { PodCgroups } from "./cgroups/pod-cgroups.ts"
import type { KubeletConfig } from "./config.ts"
import { serviceEnv } from "./env/service-env.ts"
import { Housekeeping } from "./housekeeping.ts"
import { ImageGc } from "./images/image-gc.ts"
import { ImagePuller } from "./images/image-puller.ts"
import { LogRotation } from "./logs/log-rotation.ts"
import { NodeLease } from "./node/node-lease.ts"
import { NodeManager } from "./node/node-manager.ts"
import { NodeStatsReader } from "./node/node-stats.ts"
import type { NodeInputs } from "./node/node-status.ts"
import { RuntimeHealth } from "./node/runtime-health.ts"
import { ObjectWatches } from "./objects/object-watches.ts"
import { configMirrorAnnotation, isMirrorPod, isStaticPod, namespaceOf, uidOf } from "./pod/identity.ts"
import type { KubeletPaths } from "./pod/paths.ts"
import { PodEvents } from "./pod/pod-events.ts"
import { MirrorPods } from "./podsource/mirror-pods.ts"
import { StaticPods } from "./podsource/static-pods.ts"
import { CrashBackoff } from "./podworkers/crash-backoff.ts"
import { PodWorkers } from "./podworkers/pod-workers.ts"
import { ProbeResults } from "./prober/probe-results.ts"
import { Prober } from "./prober/prober.ts"
import { parseResolvConf } from "./runtime/dns.ts"
import type { NodeStats, ServedPods } from "./server/deps.ts"
import { StatusManager } from "./status/status-manager.ts"
import { claimPath } from "./volumes/claims.ts"
import type { MemoryMounts } from "./volumes/memory-mount.ts"
import { Tokens } from "./volumes/tokens.ts"
import { VolumeManager } from "./volumes/volume-manager.ts"

export interface KubeletDeps {
  readonly config: KubeletConfig
  readonly nodeName: string
  readonly nodeIps: readonly string[]
  readonly machine: MachineFacts
  readonly paths: KubeletPaths
  readonly client: Client
  readonly informers: Informers
  readonly events: EventRecorder
  readonly runtime: Runtime
  readonly cgroups: Cgroups
  readonly podNetwork: PodNetwork
  readonly probeNetwork: ProbeNetwork
  readonly memoryMounts: MemoryMounts
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

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
  readonly #node: NodeManager
  readonly #health: RuntimeHealth
  readonly #objects: ObjectWatches
  readonly #podCgroups: PodCgroups
  readonly #housekeeping: Housekeeping
  readonly #stats: NodeStatsReader
  readonly #milliCpu: number
  readonly #memoryBytes: number

  constructor(deps: KubeletDeps) {
    this.#deps = deps
    const { config, nodeName, nodeIps, client, clock, random, log, runtime, paths, informers, machine } = deps
    this.#milliCpu = Math.round((config.cpus ?? machine.cpus) * 1000)
    this.#memoryBytes = config.memoryBytes ?? machine.memoryBytes
    const allocatable = {
      milliCpu: this.#milliCpu - config.reserved.milliCpu,
      memoryBytes: this.#memoryBytes - config.reserved.memoryBytes,
    }
    this.#apiPods = informers.of(pods, { fieldSelector: `spec.nodeName=${nodeName}` })
    this.#nodes = informers.of(nodes)
    this.#services = informers.of(services)
    const wake = (uid: string) => this.#workers.wake(uid)
    this.#health = new RuntimeHealth(runtime, () => {
      this.#node.check()
      this.#workers.wakeAll()
    })
    this.#node = new NodeManager({
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
      nodeObject: () => this.#node.node,
    })
    this.#objects = new ObjectWatches({ client, clock, random, log }, wake)
    this.#podCgroups = new PodCgroups(deps.cgroups, config.cgroupRoot)
    const volumes = new VolumeManager({
      paths,
      clock,
      tokens: new Tokens({ client, clock, random }),
      mounts: deps.memoryMounts,
      configMap: (namespace, name) => this.#objects.configMap(namespace, name),
      secret: (namespace, name) => this.#objects.secret(namespace, name),
      claimPath: (namespace, name) => claimPath(client, namespace, name),
    })
    const podEvents = new PodEvents(deps.events)
    const probeResults = new ProbeResults(wake)
    this.#workers = new PodWorkers({
      runtime,
      clock,
      random,
      log,
      paths,
      volumes,
      probeResults,
      statuses: this.#statuses,
      events: podEvents,
      network: deps.probeNetwork,
      objects: this.#objects,
      cgroups: this.#podCgroups,
      puller: new ImagePuller({ runtime, clock }),
      crashBackoff: new CrashBackoff(clock),
      prober: new Prober({
        runtime,
        clock,
        random,
        network: deps.probeNetwork,
        results: probeResults,
        hostIps: nodeIps,
        userAgent: "kube-probe/1.36",
        onUnhealthy: (pod, container, message) => {
          const list = pod.spec?.initContainers?.includes(container) ? "initContainers" : "containers"
          podEvents.container(pod, { list, container }, "Warning", "Unhealthy", message)
        },
      }),
      node: {
        name: nodeName,
        ips: nodeIps,
        memoryBytes: this.#memoryBytes,
        allocatable: { cpu: `${allocatable.milliCpu}m`, memory: String(allocatable.memoryBytes) },
        clusterDomain: config.clusterDomain,
        dns: async () => ({
          clusterDns: config.clusterDns,
          clusterDomain: config.clusterDomain,
          node: parseResolvConf((await readTextFile(config.resolvConf)) ?? ""),
        }),
        serviceEnv: (pod) => {
          if (!this.#services.synced && !isStaticPod(pod)) {
            throw new Error("services have not yet been read at least once, cannot construct envvars")
          }
          return serviceEnv(this.#services.list(), namespaceOf(pod), pod.spec?.enableServiceLinks !== false)
        },
        networkProblem: () => this.#health.networkProblem,
      },
      capacity: { ...allocatable, pods: config.maxPods },
      nodeObject: () => this.#node.node,
    })
    this.#housekeeping = new Housekeeping({
      runtime,
      clock,
      log,
      paths,
      volumes,
      cgroups: this.#podCgroups,
      isKnown: (uid) => this.#workers.get(uid) !== undefined,
      logRotation: new LogRotation({
        runtime,
        maxBytes: config.logMaxBytes,
        maxFiles: config.logMaxFiles,
        stamp: () => new Date(clock.now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-"),
      }),
      imageGc: new ImageGc({
        runtime,
        clock,
        log,
        highPercent: config.imageGcHighPercent,
        lowPercent: config.imageGcLowPercent,
        minimumAgeMs: config.imageMinimumAgeMs,
        disk: () => readDisk(paths.root),
      }),
    })
    this.#stats = new NodeStatsReader({
      cgroups: deps.cgroups,
      clock,
      root: paths.root,
      memoryBytes: this.#memoryBytes,
    })
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
    await this.#podCgroups.ensureTree({
      milliCpu: this.#milliCpu - config.reserved.milliCpu,
      memoryBytes: this.#memoryBytes - config.reserved.memoryBytes,
    })
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
      if (key === this.#deps.nodeName) for (const each of this.#staticPods.keys()) this.#mirrors.check(each)
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
      milliCpu: this.#milliCpu,
      memoryBytes: this.#memoryBytes,
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
