import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from "../../apis/apps/v1.gen.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import {
  daemonsets,
  deployments,
  endpointslices,
  pods,
  replicasets,
  services,
  statefulsets,
} from "../../apis/resources.gen.ts"
import type { Input } from "../../bridge/contract.ts"
import type { Informer } from "../../client/informer/informer.ts"
import type { ReflectorDeps } from "../../client/informer/reflector.ts"
import { SharedInformers } from "../../client/informer/shared-informers.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { formatSelector, selectorOf } from "../../machinery/selector/label-selector.ts"
import { type Destination, toEndpoint, toPod, toReadyPod } from "./forward-destination.ts"

export type ForwardWish = Input<"forwards.open">

/** Knows at any moment where a forward's next connection goes, because it follows the objects that decide it. */
export interface DestinationFinder {
  find(): Destination
}

export interface FinderDeps extends ReflectorDeps {
  /** Called when another look may find another destination. */
  onChange(): void
  readonly signal: AbortSignal
}

/** How it looks, from what is followed of the cluster. */
type Follow = <T extends ApiObject>(resource: Resource<T>, narrowed: Narrowed) => Informer<T>

interface Narrowed {
  readonly namespace: string
  readonly fieldSelector?: string
  readonly labelSelector?: string
}

export function newDestinationFinder(wish: ForwardWish, deps: FinderDeps): DestinationFinder {
  const informers = new SharedInformers(deps)
  const started = informers.start(deps.signal)
  const follow: Follow = (resource, narrowed) => {
    const informer = informers.of(resource, narrowed)
    informer.onChange(deps.onChange)
    const synced = started.then(() => informer.waitForSync(deps.signal))
    synced.then(deps.onChange, () => {}) // it is over before the first list was there
    return informer
  }
  switch (wish.kind) {
    case "pods":
      return findPod(wish, follow)
    case "services":
      return findBehindService(wish, follow)
    default:
      return findOfWorkload(wish, workloads[wish.kind], follow)
  }
}

/** What `find` answers until the first lists are there. */
export const notLookedYet: Destination = { found: false, reason: "Looking for pods" }

function findPod({ namespace, name, port }: ForwardWish, follow: Follow): DestinationFinder {
  const found = follow(pods, { namespace, fieldSelector: `metadata.name=${name}` })
  return { find: () => (found.synced ? toPod(found.list()[0], name, port) : notLookedYet) }
}

function findBehindService({ namespace, name, port }: ForwardWish, follow: Follow): DestinationFinder {
  const found = follow(services, { namespace, fieldSelector: `metadata.name=${name}` })
  const slices = follow(endpointslices, { namespace, labelSelector: `kubernetes.io/service-name=${name}` })
  const look = (before: string | undefined) =>
    found.synced && slices.synced
      ? toEndpoint({ service: found.list()[0], slices: slices.list() }, before, port)
      : notLookedYet
  return remembering(look)
}

/** What has pods by a selector. */
type Workload = Deployment | ReplicaSet | StatefulSet | DaemonSet

const workloads: Readonly<Record<Exclude<ForwardWish["kind"], "pods" | "services">, Resource<Workload>>> = {
  deployments,
  replicasets,
  statefulsets,
  daemonsets,
}

function findOfWorkload(
  { namespace, name, port }: ForwardWish,
  resource: Resource<Workload>,
  follow: Follow,
): DestinationFinder {
  const found = follow(resource, { namespace, fieldSelector: `metadata.name=${name}` })
  const bySelector = new Map<string, Informer<Pod>>()
  const podsOf = (workload: Workload) => {
    const labelSelector = formatSelector(selectorOf(workload.spec.selector))
    const known = bySelector.get(labelSelector) ?? follow(pods, { namespace, labelSelector })
    bySelector.set(labelSelector, known)
    return known
  }
  return remembering((before) => {
    if (!found.synced) return notLookedYet
    const [workload] = found.list()
    if (workload === undefined) return { found: false, reason: `There is no ${resource.kind} "${name}"` }
    const own = podsOf(workload)
    return own.synced ? toReadyPod(own.list(), before, port) : notLookedYet
  })
}

/** Stays with a pod for as long as it is ready. */
function remembering(look: (before: string | undefined) => Destination): DestinationFinder {
  let before: string | undefined
  return {
    find() {
      const destination = look(before)
      if (destination.found) before = destination.pod
      return destination
    },
  }
}
