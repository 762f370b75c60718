import type { DaemonSet } from "../../apis/apps/v1.gen.ts"
import { isPodAvailable, isPodTerminal } from "../../apis/core/pod/state.ts"
import type { Node, Pod } from "../../apis/core/v1.gen.ts"
import { resolveIntOrPercent } from "../int-or-percent.ts"
import { generationAnnotation, generationLabel, hashLabel, nodeOfDaemon, placement } from "./daemon-pod.ts"

/** A node with what the daemon set has and wants there. */
export interface Place {
  readonly nodeName: string
  readonly start: boolean
  readonly stay: boolean
  /** The oldest first. */
  readonly pods: readonly Pod[]
}

export interface DaemonPlan {
  /** On these nodes. */
  readonly create: readonly string[]
  readonly remove: readonly Pod[]
  /** Ended, and to be replaced: told of in events. */
  readonly ended: readonly Pod[]
}

export function placesOf(daemonSet: DaemonSet, nodes: readonly Node[], pods: readonly Pod[]): readonly Place[] {
  const byNode = new Map<string, Pod[]>()
  for (const pod of pods) {
    const list = byNode.get(nodeOfDaemon(pod)) ?? []
    byNode.set(nodeOfDaemon(pod), list)
    list.push(pod)
  }
  return nodes.map((node) => {
    const nodeName = node.metadata.name ?? ""
    const here = byNode.get(nodeName) ?? []
    return { nodeName, ...placement(daemonSet, node), pods: here.sort(byAge) }
  })
}

export function isUpdated(pod: Pod, daemonSet: DaemonSet, hash: string): boolean {
  const labels = pod.metadata.labels ?? {}
  const generation = daemonSet.metadata.annotations?.[generationAnnotation]
  return labels[hashLabel] === hash || (generation !== undefined && labels[generationLabel] === generation)
}

/** One daemon on every node that wants one, and none elsewhere. */
export function planPlaces(places: readonly Place[], daemonSet: DaemonSet, hash: string): DaemonPlan {
  const create: string[] = []
  const remove: Pod[] = []
  const ended: Pod[] = []
  for (const { nodeName, start, stay, pods } of places) {
    const live = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined)
    if (start && pods.length === 0) create.push(nodeName)
    else if (!stay) remove.push(...live)
    else {
      ended.push(...live.filter(isPodTerminal))
      remove.push(
        ...surplus(
          live.filter((pod) => !isPodTerminal(pod)),
          daemonSet,
          hash,
        ),
      )
    }
  }
  return { create, remove: [...remove, ...ended], ended }
}

/** What a rolling update does next, by `maxUnavailable` or `maxSurge`. */
export function planUpdate(
  places: readonly Place[],
  daemonSet: DaemonSet,
  hash: string,
  nowMs: number,
): Pick<DaemonPlan, "create" | "remove"> {
  const { updateStrategy, minReadySeconds = 0 } = daemonSet.spec
  const wanted = places.filter((place) => place.start)
  const { maxSurge = 0, maxUnavailable = 1 } = updateStrategy?.rollingUpdate ?? {}
  const surge = resolveIntOrPercent(maxSurge, wanted.length, "up")
  const isAvailable = (pod: Pod) => isPodAvailable(pod, minReadySeconds, nowMs)
  const split = wanted.map((place) => splitPlace(place, daemonSet, hash))
  return surge > 0
    ? updateWithSurge(split, surge, isAvailable)
    : updateInPlace(split, resolveIntOrPercent(maxUnavailable, wanted.length, "up"), isAvailable)
}

interface Split {
  readonly nodeName: string
  readonly updated: Pod | undefined
  readonly old: Pod | undefined
}

function splitPlace({ nodeName, pods }: Place, daemonSet: DaemonSet, hash: string): Split {
  const live = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && !isPodTerminal(pod))
  return {
    nodeName,
    updated: live.find((pod) => isUpdated(pod, daemonSet, hash)),
    old: live.find((pod) => !isUpdated(pod, daemonSet, hash)),
  }
}

/** Old daemons that are not available go at once; of the others so many that no more than the maximum are missing. */
function updateInPlace(split: readonly Split[], maxUnavailable: number, isAvailable: (pod: Pod) => boolean) {
  const broken: Pod[] = []
  const healthy: Pod[] = []
  let unavailable = 0
  for (const { updated, old } of split) {
    const isHealthy = [updated ?? old].some((pod) => pod !== undefined && isAvailable(pod))
    if (!isHealthy) unavailable++
    if (updated === undefined && old !== undefined) (isHealthy ? healthy : broken).push(old)
  }
  return { create: [], remove: [...broken, ...healthy.slice(0, Math.max(0, maxUnavailable - unavailable))] }
}

/** A new daemon comes beside the old one, which goes when the new one is available. */
function updateWithSurge(split: readonly Split[], maxSurge: number, isAvailable: (pod: Pod) => boolean) {
  const remove: Pod[] = []
  const now: string[] = []
  const next: string[] = []
  let surging = 0
  for (const { nodeName, updated, old } of split) {
    if (old === undefined) continue
    if (updated === undefined) (isAvailable(old) ? next : now).push(nodeName)
    else if (isAvailable(updated)) remove.push(old)
    else surging++
  }
  return { create: [...now, ...next.slice(0, Math.max(0, maxSurge - surging))], remove }
}

/** All but the oldest; with surge, all but the oldest of each version. */
function surplus(running: readonly Pod[], daemonSet: DaemonSet, hash: string): readonly Pod[] {
  if (running.length <= 1) return []
  const { maxSurge = 0 } = daemonSet.spec.updateStrategy?.rollingUpdate ?? {}
  const surges = daemonSet.spec.updateStrategy?.type === "RollingUpdate" && maxSurge !== 0 && maxSurge !== "0%"
  if (!surges) return running.slice(1)
  const updated = running.filter((pod) => isUpdated(pod, daemonSet, hash))
  const old = running.filter((pod) => !updated.includes(pod))
  return [...updated.slice(1), ...old.slice(1)]
}

function byAge(a: Pod, b: Pod): number {
  const [atA = "", atB = ""] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp]
  return atA === atB ? ((a.metadata.name ?? "") < (b.metadata.name ?? "") ? -1 : 1) : atA < atB ? -1 : 1
}
