import { useDeferredValue, useEffect, useMemo } from "react"
import type { Event, PersistentVolumeClaim, Pod } from "../../core/apis/core/v1.gen.ts"
import {
  deployments,
  jobs,
  nodes,
  persistentvolumeclaims,
  pods as podsResource,
} from "../../core/apis/resources.gen.ts"
import type { Client } from "../../core/client/client.ts"
import { isNotFound } from "../../core/machinery/status/status-error.ts"
import { useClusterClient } from "./cluster-data.tsx"
import type { DigestState } from "./events/digest-source.ts"
import type { EventDigest } from "./events/event-digest.ts"
import { PodReader } from "./problems/pod-reader.ts"
import { type PodsCount, podsIn } from "./problems/pod-rows.ts"
import type { Problem } from "./problems/problem.ts"
import { problemsIn } from "./problems/problems-in.ts"
import { useEventDigest } from "./use-event-digest.ts"
import { useNow } from "./use-now.ts"
import { useServedObjects } from "./use-served-objects.ts"
import { useSource } from "./use-source.ts"
import { useTable } from "./use-table.ts"

export interface ClusterHealth {
  readonly problems: readonly Problem[]
  readonly pods: PodsCount
  readonly events: DigestState
  /** Whether everything has been looked at. */
  readonly synced: boolean
  /** Why it cannot be looked at now. */
  readonly error: Error | undefined
}

/** What looks ill only after a while is looked at again this often. */
const againMs = 10_000

/** From so many pods on, only warnings are read: what goes well is several events a pod. */
const manyPods = 2_000

const noPods: readonly never[] = []

/**
 * What is wrong in a cluster, live. Of its pods only the table's cells are read, which many thousands may have; whole
 * ones only where a cell says that something is wrong.
 */
export function useClusterHealth(): ClusterHealth {
  const nowMs = useNow(againMs)
  const table = useTable(podsResource)
  const rows = useDeferredValue(table.objects)
  const columns = table.columns
  const count = useMemo(() => podsIn(columns ?? noPods, rows), [columns, rows])
  const pods = useWholePods(count)
  const ofDeployments = useServedObjects(deployments)
  const ofJobs = useServedObjects(jobs)
  const ofNodes = useServedObjects(nodes)
  const ofClaims = useServedObjects(persistentvolumeclaims)
  const events = useEventDigest({ onlyWarnings: count.total > manyPods })
  const problems = useMemo(
    () =>
      problemsIn({
        pods,
        deployments: ofDeployments.objects,
        jobs: ofJobs.objects,
        nodes: ofNodes.objects,
        claims: ofClaims.objects,
        events: tellingEvents(events.digest, pods, ofClaims.objects),
        nowMs,
      }),
    [pods, ofDeployments.objects, ofJobs.objects, ofNodes.objects, ofClaims.objects, events, nowMs],
  )
  const all = [table, ofDeployments, ofJobs, ofNodes, ofClaims, events]
  return {
    problems,
    pods: count,
    events,
    synced: all.every(({ synced }) => synced),
    error: all.find(({ error }) => error !== undefined)?.error,
  }
}

/** Of all events, those that may say why something is not well. */
function tellingEvents(
  digest: EventDigest,
  pods: readonly Pod[],
  claims: readonly PersistentVolumeClaim[],
): readonly Event[] {
  const ofPods = pods.flatMap(({ metadata: { namespace = "", name = "" } }) => digest.about("Pod", namespace, name))
  const ofClaims = claims.flatMap(({ metadata: { namespace = "", name = "" } }) =>
    digest.about("PersistentVolumeClaim", namespace, name),
  )
  return [...ofPods, ...ofClaims, ...digest.refusals()]
}

function useWholePods({ ill }: PodsCount) {
  const { client } = useClusterClient()
  const reader = useMemo(() => newPodReader(client), [client])
  useEffect(() => reader.want(ill), [reader, ill])
  useEffect(() => () => reader.stop(), [reader])
  return useSource(reader, noPods)
}

function newPodReader(client: Client): PodReader {
  return new PodReader(async ({ namespace, name }, signal) => {
    try {
      return await client.get(podsResource, { namespace, name, signal })
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  })
}
