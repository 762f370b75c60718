import type { Node, Service } from "../apis/core/v1.gen.ts"
import type { Clock } from "../base/clock.ts"
import type { Log } from "../base/log.ts"
import type { Random } from "../base/random.ts"
import type { Client } from "../client/client.ts"
import type { EventRecorder } from "../client/events/event-recorder.ts"
import type { Informer, Informers } from "../client/informer/informer.ts"
import type { PodNetwork } from "../cni/pod-network.ts"
import type { Runtime } from "../cri/runtime.ts"
import { readTextFile } from "../host/files.ts"
import { type MachineFacts, readDisk } from "../host/machine.ts"
import type { ProbeNetwork } from "../host/probe-network.ts"
import type { Cgroups } from "./cgroups/cgroups.ts"
import type { PodCgroups } from "./cgroups/pod-cgroups.ts"
import type { KubeletConfig } from "./config.ts"
import { serviceEnv } from "./env/service-env.ts"
import { Housekeeping } from "./housekeeping.ts"
import { ImageGc } from "./images/image-gc.ts"
import { ImagePuller } from "./images/image-puller.ts"
import { LogRotation } from "./logs/log-rotation.ts"
import type { RuntimeHealth } from "./node/runtime-health.ts"
import type { ObjectWatches } from "./objects/object-watches.ts"
import { isStaticPod, namespaceOf } from "./pod/identity.ts"
import type { KubeletPaths } from "./pod/paths.ts"
import { PodEvents } from "./pod/pod-events.ts"
import { CrashBackoff } from "./podworkers/crash-backoff.ts"
import type { NodeFacts } from "./podworkers/pod-deps.ts"
import { PodWorkers } from "./podworkers/pod-workers.ts"
import { ProbeResults } from "./prober/probe-results.ts"
import { Prober } from "./prober/prober.ts"
import { parseResolvConf } from "./runtime/dns.ts"
import type { StatusManager } from "./status/status-manager.ts"
import { claimPath } from "./volumes/claims.ts"
import type { MemoryMounts } from "./volumes/memory-mount.ts"
import { Tokens } from "./volumes/tokens.ts"
import { VolumeManager } from "./volumes/volume-manager.ts"

/** The machine, the cluster and the settings of one node. */
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

/** What the node has, and what of it pods may use. */
export interface NodeSize {
  readonly milliCpu: number
  readonly memoryBytes: number
  readonly allocatable: { readonly milliCpu: number; readonly memoryBytes: number }
}

export function nodeSizeOf({ config, machine }: Pick<KubeletDeps, "config" | "machine">): NodeSize {
  const milliCpu = Math.round((config.cpus ?? machine.cpus) * 1000)
  const memoryBytes = config.memoryBytes ?? machine.memoryBytes
  const { reserved } = config
  return {
    milliCpu,
    memoryBytes,
    allocatable: { milliCpu: milliCpu - reserved.milliCpu, memoryBytes: memoryBytes - reserved.memoryBytes },
  }
}

/** What several parts share. */
export interface SharedParts {
  readonly size: NodeSize
  readonly statuses: StatusManager
  readonly objects: ObjectWatches
  readonly podCgroups: PodCgroups
  readonly volumes: VolumeManager
  readonly health: RuntimeHealth
  readonly services: Informer<Service>
  /** Undefined until the API server knows the node. */
  readonly nodeObject: () => Node | undefined
  readonly wake: (podUid: string) => void
}

export function newVolumes({ paths, clock, random, client, memoryMounts }: KubeletDeps, objects: ObjectWatches) {
  return new VolumeManager({
    paths,
    clock,
    tokens: new Tokens({ client, clock, random }),
    mounts: memoryMounts,
    configMap: (namespace, name) => objects.configMap(namespace, name),
    secret: (namespace, name) => objects.secret(namespace, name),
    claimPath: (namespace, name) => claimPath(client, namespace, name),
  })
}

export function newPodWorkers(deps: KubeletDeps, shared: SharedParts): PodWorkers {
  const { config, clock, random, log, runtime, paths, probeNetwork: network } = deps
  const events = new PodEvents(deps.events)
  const probeResults = new ProbeResults(shared.wake)
  return new PodWorkers({
    runtime,
    clock,
    random,
    log,
    paths,
    events,
    network,
    probeResults,
    volumes: shared.volumes,
    statuses: shared.statuses,
    objects: shared.objects,
    cgroups: shared.podCgroups,
    puller: new ImagePuller({ runtime, clock }),
    crashBackoff: new CrashBackoff(clock),
    prober: new Prober({
      runtime,
      clock,
      random,
      network,
      results: probeResults,
      hostIps: deps.nodeIps,
      userAgent: "kube-probe/1.36",
      onUnhealthy: (pod, container, message) => {
        const list = pod.spec?.initContainers?.includes(container) ? "initContainers" : "containers"
        events.container(pod, { list, container }, "Warning", "Unhealthy", message)
      },
    }),
    node: nodeFactsOf(deps, shared),
    capacity: { ...shared.size.allocatable, pods: config.maxPods },
    nodeObject: shared.nodeObject,
  })
}

function nodeFactsOf({ config, nodeName, nodeIps }: KubeletDeps, { size, services, health }: SharedParts): NodeFacts {
  const { clusterDns, clusterDomain, resolvConf } = config
  return {
    name: nodeName,
    ips: nodeIps,
    memoryBytes: size.memoryBytes,
    allocatable: { cpu: `${size.allocatable.milliCpu}m`, memory: String(size.allocatable.memoryBytes) },
    clusterDomain,
    dns: async () => ({ clusterDns, clusterDomain, node: parseResolvConf((await readTextFile(resolvConf)) ?? "") }),
    serviceEnv: (pod) => {
      if (!services.synced && !isStaticPod(pod)) {
        throw new Error("services have not yet been read at least once, cannot construct envvars")
      }
      return serviceEnv(services.list(), namespaceOf(pod), pod.spec?.enableServiceLinks !== false)
    },
    networkProblem: () => health.networkProblem,
  }
}

export function newHousekeeping(
  { config, runtime, clock, log, paths }: KubeletDeps,
  { volumes, podCgroups: cgroups }: SharedParts,
  workers: Pick<PodWorkers, "get" | "wakeAll">,
): Housekeeping {
  return new Housekeeping({
    runtime,
    clock,
    log,
    paths,
    volumes,
    cgroups,
    wakeAll: () => workers.wakeAll(),
    isKnown: (uid) => workers.get(uid) !== undefined,
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
}
