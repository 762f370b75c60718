import { summarizePod } from "../../../../core/apis/core/pod/summary.ts"
import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import { isJsonObject, type JsonObject } from "../../../../core/base/json.ts"
import { type AnyCondition, isConditionTrue } from "../../../../core/machinery/meta/conditions.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import type { Tone } from "../../../design/tone.ts"
import { texts } from "../../../texts/texts.ts"

/** How an object is, in a word. */
export interface ObjectStatus {
  readonly word: string
  readonly tone: Tone
}

/** Undefined for kinds that are simply there, as a ConfigMap is. */
export function statusOf(object: ApiObject): ObjectStatus | undefined {
  if (object.kind === "Pod") return podStatus(object as Pod) // the API server sends objects of the kind it names
  if (object.metadata.deletionTimestamp !== undefined) return { word: texts.detail.terminating, tone: "busy" }
  const status = statusFields(object)
  const conditions = conditionsOf(object)
  if (object.kind === "Node") return nodeStatus(object, conditions)
  if (isWorkload(object)) return rolloutStatus(object, conditions)
  const { phase } = status
  if (typeof phase === "string") return { word: phase, tone: phaseTones[phase] ?? "idle" }
  return conditionStatus(conditions)
}

export function conditionsOf(object: ApiObject): readonly AnyCondition[] {
  const { conditions } = statusFields(object)
  return Array.isArray(conditions) ? (conditions as unknown as readonly AnyCondition[]) : [] // the API's own form
}

export function statusFields(object: ApiObject): JsonObject {
  return "status" in object && isJsonObject(object.status) ? object.status : {}
}

export function specFields(object: ApiObject): JsonObject {
  return "spec" in object && isJsonObject(object.spec) ? object.spec : {}
}

const phaseTones: Readonly<Record<string, Tone>> = {
  Running: "ok",
  Succeeded: "idle",
  Completed: "idle",
  Active: "ok",
  Bound: "ok",
  Available: "ok",
  Released: "warn",
  Pending: "busy",
  ContainerCreating: "busy",
  PodInitializing: "busy",
  Terminating: "busy",
  Failed: "bad",
  Lost: "bad",
}

function podStatus(pod: Pod): ObjectStatus {
  const { reason, ready, total } = summarizePod(pod)
  if (reason === "Running" && ready < total) return { word: `${reason} (${ready}/${total})`, tone: "warn" }
  const init = reason.startsWith("Init:") && !/Err|Back|Crash/.test(reason)
  return { word: reason, tone: phaseTones[reason] ?? (init ? "busy" : "bad") }
}

function nodeStatus(node: ApiObject, conditions: readonly AnyCondition[]): ObjectStatus {
  const ready = isConditionTrue(conditions, "Ready")
  const cordoned = specFields(node)["unschedulable"] === true
  const words = texts.detail.summary.node
  if (!ready) return { word: words.notReady, tone: "bad" }
  return cordoned ? { word: words.cordoned, tone: "warn" } : { word: words.ready, tone: "ok" }
}

const workloads: readonly string[] = ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController"]

/** They say how many pods have the newest template. */
const isRolledOut: readonly string[] = ["Deployment", "StatefulSet"]

function isWorkload({ kind = "" }: ApiObject): boolean {
  return workloads.includes(kind)
}

function rolloutStatus(workload: ApiObject, conditions: readonly AnyCondition[]): ObjectStatus {
  const status = statusFields(workload)
  const spec = specFields(workload)
  const count = (name: string) => (typeof status[name] === "number" ? status[name] : 0)
  const isDaemonSet = workload.kind === "DaemonSet"
  const wanted = isDaemonSet
    ? count("desiredNumberScheduled")
    : typeof spec["replicas"] === "number"
      ? spec["replicas"]
      : 1
  const ready = isDaemonSet ? count("numberReady") : count("readyReplicas")
  const words = texts.detail.summary.workload
  if (conditions.some(({ type, status: is }) => type === "ReplicaFailure" && is === "True"))
    return { word: words.refused, tone: "bad" }
  if (conditions.some(({ reason }) => reason === "ProgressDeadlineExceeded")) return { word: words.stuck, tone: "bad" }
  const word = words.ready(ready, wanted)
  if (spec["paused"] === true) return { word: `${word}, ${words.paused}`, tone: "warn" }
  const updated = count("updatedReplicas")
  if (isRolledOut.includes(`${workload.kind}`) && count("replicas") > 0 && updated < wanted)
    return { word: `${word}, ${words.someUpdated(updated)}`, tone: "warn" }
  return { word, tone: ready >= wanted ? (wanted === 0 ? "idle" : "ok") : ready === 0 ? "bad" : "warn" }
}

/** Most kinds say with one of these that all is well. */
const good: readonly string[] = ["Ready", "Available", "Established", "Complete", "Accepted"]

function conditionStatus(conditions: readonly AnyCondition[]): ObjectStatus | undefined {
  const failed = conditions.find(({ type, status }) => type === "Failed" && status === "True")
  if (failed !== undefined) return { word: failed.type, tone: "bad" }
  const found = conditions.find(({ type }) => good.includes(type))
  if (found === undefined) return undefined
  if (found.status === "True") return { word: found.type, tone: "ok" }
  return { word: found.reason || `Not ${found.type.toLowerCase()}`, tone: "warn" }
}
