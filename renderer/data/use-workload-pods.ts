import { useMemo } from "react"
import type { Pod } from "../../core/apis/core/v1.gen.ts"
import { pods, replicasets } from "../../core/apis/resources.gen.ts"
import { isJsonObject } from "../../core/base/json.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { controllerOf } from "../../core/machinery/meta/owners.ts"
import type { LabelSelector } from "../../core/machinery/meta/v1.gen.ts"
import { formatSelector, selectorOf, selectorOfLabels } from "../../core/machinery/selector/label-selector.ts"
import { useObjects } from "./use-objects.ts"

export interface WorkloadPods {
  /** By name. */
  readonly pods: readonly Pod[]
  readonly synced: boolean
  /** Why they cannot be read now. */
  readonly error: Error | undefined
}

/** The pods that a workload owns, its ReplicaSets' included, kept up to date. */
export function useWorkloadPods(workload: ApiObject): WorkloadPods {
  const { namespace = "", uid } = workload.metadata
  const labelSelector = podSelectorOf(workload)
  const wanted = labelSelector !== undefined
  const narrowed = { namespace, labelSelector: labelSelector ?? "" }
  const found = useObjects(wanted ? pods : undefined, narrowed)
  const sets = useObjects(wanted && workload.kind === "Deployment" ? replicasets : undefined, narrowed)
  return useMemo(() => {
    const owners = new Set([uid])
    for (const set of sets.objects) if (controllerOf(set)?.uid === uid) owners.add(set.metadata.uid)
    const owned = found.objects.filter((pod) => owners.has(controllerOf(pod)?.uid ?? ""))
    const sorted = owned.toSorted((a, b) => (a.metadata.name ?? "").localeCompare(b.metadata.name ?? ""))
    const error = found.error ?? sets.error
    return { pods: sorted, error, synced: found.synced && (sets.synced || workload.kind !== "Deployment") }
  }, [found, sets, uid, workload.kind])
}

/** The selector of its pods in one text; undefined for what owns no pods. */
export function podSelectorOf(workload: ApiObject): string | undefined {
  const spec = "spec" in workload && isJsonObject(workload.spec) ? workload.spec : {}
  const { selector } = spec
  if (!isJsonObject(selector)) return undefined
  const isPlain = workload.kind === "ReplicationController" || workload.kind === "Service"
  // The API server has checked the selector.
  const parsed = isPlain ? selectorOfLabels(selector as Record<string, string>) : selectorOf(selector as LabelSelector)
  return formatSelector(parsed)
}
