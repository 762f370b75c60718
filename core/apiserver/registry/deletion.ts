import { formatTime } from "../../base/clock.ts"
import type { Strategy } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { DeleteOptions } from "../../machinery/meta/v1.gen.ts"

/** What a delete does to an object. */
export type Deletion =
  /** Gone, now. */
  | { readonly type: "remove" }
  /** Stays as this, until its time is up or its finalizers are gone. */
  | { readonly type: "mark"; readonly object: ApiObject }
  /** Is on its way already; nothing to add. */
  | { readonly type: "pending" }

const orphanFinalizer = "orphan"
const foregroundFinalizer = "foregroundDeletion"

/**
 * Decides as k8s.io/apiserver does in `rest.BeforeDelete` and `updateForGracefulDeletionAndFinalizers`: a grace period
 * is only ever shortened, finalizers follow the propagation policy until the deletion has begun.
 */
export function decideDeletion(
  object: ApiObject,
  options: DeleteOptions,
  strategy: Pick<Strategy, "gracePeriodSeconds" | "isHeldBack" | "terminating">,
  nowMs: number,
): Deletion {
  const { deletionTimestamp, deletionGracePeriodSeconds: left } = object.metadata
  if (deletionTimestamp !== undefined && left !== undefined && left > 0)
    return shorten(object, options, nowMs, strategy)
  const grace = deletionTimestamp === undefined ? atLeastZero(strategy.gracePeriodSeconds?.(object, options)) : 0
  const finalizers = finalizersFor(object, options)
  const isHeld = finalizers.length > 0 || strategy.isHeldBack?.(object) === true
  if (grace === 0 && !isHeld) return { type: "remove" }
  if (deletionTimestamp !== undefined) {
    const isSame = finalizers.join() === (object.metadata.finalizers ?? []).join()
    return isSame ? { type: "pending" } : { type: "mark", object: withFinalizers(object, finalizers) }
  }
  const marked = markedAs(withFinalizers(object, finalizers), nowMs + grace * 1000, grace)
  return { type: "mark", object: strategy.terminating?.(withoutGrace(marked)) ?? marked }
}

/** Whether an update took away the last thing that kept a deleted object. */
export function isDone(next: ApiObject, old: ApiObject, strategy: Pick<Strategy, "isHeldBack">): boolean {
  if (old.metadata.deletionTimestamp === undefined || (next.metadata.finalizers ?? []).length > 0) return false
  if (strategy.isHeldBack?.(next) === true) return false
  return (next.metadata.deletionGracePeriodSeconds ?? 0) === 0
}

function shorten(
  object: ApiObject,
  options: DeleteOptions,
  nowMs: number,
  strategy: Pick<Strategy, "isHeldBack">,
): Deletion {
  const { deletionTimestamp = "", deletionGracePeriodSeconds: left = 0, finalizers = [] } = object.metadata
  const wanted = options.gracePeriodSeconds
  if (wanted === undefined || atLeastZero(wanted) >= left) return { type: "pending" }
  const grace = atLeastZero(wanted)
  if (grace === 0 && finalizers.length === 0 && strategy.isHeldBack?.(object) !== true) return { type: "remove" }
  const begun = Date.parse(deletionTimestamp) - left * 1000
  return { type: "mark", object: markedAs(object, Math.min(begun + grace * 1000, nowMs + grace * 1000), grace, false) }
}

function markedAs(object: ApiObject, atMs: number, grace: number, isFirst = true): ApiObject {
  const { generation } = object.metadata
  const raised = isFirst && generation !== undefined && generation > 0 ? { generation: generation + 1 } : {}
  const mark = { deletionTimestamp: formatTime(atMs), deletionGracePeriodSeconds: grace }
  return { ...object, metadata: { ...object.metadata, ...raised, ...mark } }
}

/** `deletionFinalizersForGarbageCollection`: the policy's finalizer, or the one that is there when nothing is asked. */
function finalizersFor(object: ApiObject, options: DeleteOptions): readonly string[] {
  const has = object.metadata.finalizers ?? []
  const policy = options.propagationPolicy
  const orphan =
    options.orphanDependents ?? (policy === undefined ? has.includes(orphanFinalizer) : policy === "Orphan")
  const foreground =
    options.orphanDependents !== undefined
      ? false
      : policy === undefined
        ? has.includes(foregroundFinalizer)
        : policy === "Foreground"
  const others = has.filter((each) => each !== orphanFinalizer && each !== foregroundFinalizer)
  if (orphan && has.includes(orphanFinalizer) && !has.includes(foregroundFinalizer)) return has
  if (foreground && has.includes(foregroundFinalizer) && !has.includes(orphanFinalizer)) return has
  return [...others, ...(orphan ? [orphanFinalizer] : []), ...(foreground ? [foregroundFinalizer] : [])]
}

/** Kinds that end in a way of their own (namespaces) show no grace period. */
function withoutGrace(object: ApiObject): ApiObject {
  const { deletionGracePeriodSeconds: _, ...metadata } = object.metadata
  return { ...object, metadata }
}

function withFinalizers(object: ApiObject, finalizers: readonly string[]): ApiObject {
  const { finalizers: _, ...metadata } = object.metadata
  return { ...object, metadata: finalizers.length === 0 ? metadata : { ...metadata, finalizers } }
}

/** Kubernetes reads a negative period as one second. */
function atLeastZero(seconds: number | undefined): number {
  return seconds === undefined ? 0 : seconds < 0 ? 1 : seconds
}
