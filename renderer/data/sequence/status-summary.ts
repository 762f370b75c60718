import type { Deployment, ReplicaSet, StatefulSet } from "../../../core/apis/apps/v1.gen.ts"
import type { Job } from "../../../core/apis/batch/v1.gen.ts"
import type { Pod } from "../../../core/apis/core/v1.gen.ts"
import type { ApiObject } from "../../../core/machinery/meta/object.ts"
import { texts } from "../../texts/texts.ts"

/** What a status said in one version of an object. */
export interface SeenStatus {
  /** As `placeOf` has it. */
  readonly place: string
  readonly resourceVersion: string
  readonly summary: string
}

const words = texts.sequence

/** What a status says, in a word or two; undefined for a kind whose status nobody reads. */
export function summaryOf(object: ApiObject): string | undefined {
  switch (object.kind) {
    case "Pod":
      return podSummary(object as unknown as Pod) // its kind says so; so below
    case "Deployment":
    case "ReplicaSet":
    case "StatefulSet": {
      const { spec, status } = object as unknown as Deployment | ReplicaSet | StatefulSet
      return words.replicas(status?.readyReplicas ?? 0, spec?.replicas ?? 1)
    }
    case "Job": {
      const { spec, status } = object as unknown as Job
      return words.replicas(status?.succeeded ?? 0, spec?.completions ?? 1)
    }
    default:
      return undefined
  }
}

function podSummary({ metadata, status }: Pod): string {
  if (metadata.deletionTimestamp !== undefined) return "Terminating"
  const ready = status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") === true
  const waiting = status.containerStatuses?.find(({ state }) => state?.waiting !== undefined)?.state?.waiting?.reason
  const phase = status.phase ?? "Pending"
  if (ready) return `${phase}, ready`
  return waiting === undefined ? phase : `${phase}, ${waiting}`
}
