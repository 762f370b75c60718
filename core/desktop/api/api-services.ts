import { addons } from "../../addons/addons.ts"
import type { Services } from "../../bridge/host.ts"
import type { DesktopDeps } from "../deps.ts"
import { MetricsSampler } from "../metrics/metrics-sampler.ts"
import { requestApi } from "./api-request.ts"
import { auditLogOf, watchAudit } from "./audit-watch.ts"
import type { ClusterConnections } from "./cluster-connections.ts"

type ApiServices = Pick<Services, "api.request" | "api.reachable" | "metrics.watch" | "audit.watch" | "addons.list">

/** Of more clusters than this, the history of those watched longest ago is forgotten. */
const samplersMax = 16

/** Clusters' API servers as the screens reach them, and what clusters tell about themselves. */
export function newApiServices(deps: DesktopDeps, connections: ClusterConnections): ApiServices {
  const samplers = new Map<string, MetricsSampler>()
  const samplerOf = (profile: string) => {
    const sampler = samplers.get(profile) ?? newSampler(deps, connections, profile)
    samplers.delete(profile)
    samplers.set(profile, sampler)
    const [oldest] = samplers.keys()
    if (samplers.size > samplersMax && oldest !== undefined) samplers.delete(oldest)
    return sampler
  }
  return {
    "api.request": (input, context) => requestApi(connections.of(input.profile), input, context),
    "api.reachable": ({ profile }, { signal }) => connections.watchReachability(profile, signal),
    "metrics.watch": ({ profile }, { signal }) => samplerOf(profile).watch(signal),
    "audit.watch": ({ profile }, { signal }) =>
      watchAudit({ ...deps, readLog: auditLogOf(deps.cluster, profile) }, signal),
    "addons.list": async () => addons,
  }
}

function newSampler({ clock }: DesktopDeps, connections: ClusterConnections, profile: string): MetricsSampler {
  return new MetricsSampler({ client: connections.clientOf(profile), transport: connections.of(profile), clock })
}
