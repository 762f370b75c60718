import { useMemo } from "react"
import { controllerrevisions, replicasets } from "../../../../core/apis/resources.gen.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { useObjects } from "../../../data/use-objects.ts"
import { useServed } from "../../../data/use-served.ts"
import { podSelectorOf } from "../../../data/use-workload-pods.ts"
import { type Revision, revisionsOfDeployment, revisionsOfSet } from "./revisions.ts"

/** The revisions of a workload that are still kept, newest first, as they come and go. */
export function useRevisions(workload: ApiObject): {
  readonly revisions: readonly Revision[]
  readonly synced: boolean
} {
  const isDeployment = workload.kind === "Deployment"
  const narrowed = { namespace: workload.metadata.namespace ?? "", labelSelector: podSelectorOf(workload) ?? "" }
  const servedRevisions = useServed(controllerrevisions)
  const sets = useObjects(isDeployment ? replicasets : undefined, narrowed)
  const kept = useObjects(isDeployment ? undefined : servedRevisions, narrowed)
  const revisions = useMemo(
    () => (isDeployment ? revisionsOfDeployment(workload, sets.objects) : revisionsOfSet(workload, kept.objects)),
    [isDeployment, workload, sets.objects, kept.objects],
  )
  return { revisions, synced: isDeployment ? sets.synced : kept.synced }
}
