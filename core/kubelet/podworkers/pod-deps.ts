import type { Pod } from "../../apis/core/v1.gen.ts"
import type { Clock } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import type { Random } from "../../base/random.ts"
import type { Runtime } from "../../cri/runtime.ts"
import type { ProbeNetwork } from "../../host/probe-network.ts"
import type { PodCgroups } from "../cgroups/pod-cgroups.ts"
import type { EnvPair } from "../env/service-env.ts"
import type { ImagePuller } from "../images/image-puller.ts"
import type { ObjectWatches } from "../objects/object-watches.ts"
import type { KubeletPaths } from "../pod/paths.ts"
import type { PodEvents } from "../pod/pod-events.ts"
import type { ProbeResults } from "../prober/probe-results.ts"
import type { Prober } from "../prober/prober.ts"
import type { DnsFacts } from "../runtime/dns.ts"
import type { StatusManager } from "../status/status-manager.ts"
import type { VolumeManager } from "../volumes/volume-manager.ts"
import type { CrashBackoff } from "./crash-backoff.ts"

/** What a pod's worker works with. One for all workers of a kubelet. */
export interface PodDeps {
  readonly runtime: Runtime
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly paths: KubeletPaths
  readonly node: NodeFacts
  readonly statuses: Pick<StatusManager, "set" | "begin" | "finish" | "statusOf">
  readonly events: PodEvents
  readonly prober: Prober
  readonly probeResults: ProbeResults
  readonly network: ProbeNetwork
  readonly puller: ImagePuller
  readonly volumes: VolumeManager
  readonly objects: Pick<ObjectWatches, "add" | "remove" | "configMap" | "secret">
  readonly cgroups: PodCgroups
  readonly crashBackoff: CrashBackoff
}

export interface NodeFacts {
  readonly name: string
  /** The node's addresses, the first is the one. */
  readonly ips: readonly string[]
  readonly memoryBytes: number
  readonly allocatable: { readonly cpu: string; readonly memory: string }
  readonly clusterDomain: string
  dns(): Promise<DnsFacts>
  /** Throws while the services have not been read once, but for static pods. */
  serviceEnv(pod: Pod): readonly EnvPair[]
  /** Undefined: pods can have addresses. Else why not. */
  networkProblem(): string | undefined
}
