import type { Deployment } from "../../../core/apis/apps/v1.gen.ts"
import type { Job } from "../../../core/apis/batch/v1.gen.ts"
import type { Event, Node, PersistentVolumeClaim } from "../../../core/apis/core/v1.gen.ts"
import { texts } from "../../texts/texts.ts"
import { eventTimeOf } from "./event-time.ts"
import { adviceFor, describeCommand, idOf, type ObjectAddress, type Problem, timeOf } from "./problem.ts"

const words = texts.problems

/** A rollout that has just begun has fewer pods than it wants. */
const rolloutPatienceMs = 30_000

interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string | undefined
  readonly message?: string | undefined
  readonly lastTransitionTime?: string | undefined
}

/** `explained`: ids of what the pods' own problems tell of already; too few pods is then no news. */
export function deploymentProblems(
  deployments: readonly Deployment[],
  explained: ReadonlySet<string>,
  nowMs: number,
): readonly Problem[] {
  return deployments.flatMap(({ metadata, spec, status }) => {
    const about = addressOf({ group: "apps", plural: "deployments", kind: "Deployment" }, metadata)
    const conditions: readonly Condition[] = status.conditions ?? []
    const refused = conditions.find(({ type, status }) => type === "ReplicaFailure" && status === "True")
    const stuck = conditions.find(
      ({ type, status, reason }) =>
        type === "Progressing" && status === "False" && reason === "ProgressDeadlineExceeded",
    )
    const told = [refused, stuck].flatMap((condition) =>
      condition === undefined ? [] : [ofCondition(about, condition, "bad")],
    )
    const few = conditions.find(({ type, status }) => type === "Available" && status === "False")
    if (told.length > 0 || few === undefined || explained.has(idOf(about))) return told
    const sinceMs = timeOf(few.lastTransitionTime)
    if (sinceMs !== undefined && nowMs - sinceMs < rolloutPatienceMs) return []
    const message = words.unavailable(status.availableReplicas ?? 0, spec?.replicas ?? 1)
    return [{ ...ofCondition(about, few, "warn"), message }]
  })
}

export function jobProblems(jobs: readonly Job[]): readonly Problem[] {
  return jobs.flatMap(({ metadata, status }) => {
    const about = addressOf({ group: "batch", plural: "jobs", kind: "Job" }, metadata)
    const conditions: readonly Condition[] = status?.conditions ?? []
    const failed = conditions.find(({ type, status }) => type === "Failed" && status === "True")
    return failed === undefined ? [] : [ofCondition(about, failed, "bad")]
  })
}

const pressures: readonly string[] = ["MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"]

export function nodeProblems(nodes: readonly Node[]): readonly Problem[] {
  return nodes.flatMap(({ metadata, status }) => {
    const about = addressOf({ group: "", plural: "nodes", kind: "Node" }, metadata)
    const conditions: readonly Condition[] = status.conditions ?? []
    const ready = conditions.find(({ type }) => type === "Ready")
    const pressed = conditions.filter(({ type, status }) => pressures.includes(type) && status === "True")
    const own = pressed.map((condition) => ofCondition(about, { ...condition, reason: condition.type }, "warn"))
    if (ready?.status === "True") return own
    const { message = words.nodeNotReady, ...rest } = ready ?? { type: "Ready", status: "Unknown" }
    return [ofCondition(about, { ...rest, message, reason: "NodeNotReady" }, "bad"), ...own]
  })
}

export function claimProblems(claims: readonly PersistentVolumeClaim[], events: readonly Event[]): readonly Problem[] {
  return claims.flatMap(({ metadata, status }): readonly Problem[] => {
    const about = addressOf({ group: "", plural: "persistentvolumeclaims", kind: "PersistentVolumeClaim" }, metadata)
    const phase = status?.phase ?? "Pending"
    if (phase === "Bound") return []
    const told = events.find(
      ({ involvedObject: { kind, namespace, name } }) =>
        kind === about.kind && namespace === about.namespace && name === about.name,
    )
    if (phase === "Pending" && told?.reason === "WaitForFirstConsumer") return [] // as it should be: nobody uses it
    const reason = phase === "Lost" ? "ClaimLost" : "ClaimPending"
    const message = told?.message ?? (phase === "Lost" ? words.claimLost : words.claimPending)
    const sinceMs = timeOf(metadata.creationTimestamp)
    const tone = phase === "Lost" ? "bad" : "warn"
    return [problemAbout(about, { reason, message, tone, sinceMs })]
  })
}

/** Only ReplicaSets tell in a condition that their pods are refused; the others do it in events. */
const refusing: Readonly<Record<string, Omit<ObjectAddress, "namespace" | "name" | "kind" | "version">>> = {
  StatefulSet: { group: "apps", plural: "statefulsets" },
  DaemonSet: { group: "apps", plural: "daemonsets" },
  Job: { group: "batch", plural: "jobs" },
}

/** A refusal is repeated within minutes as long as it lasts. */
const refusalMs = 10 * 60_000

export function refusals(events: readonly Event[], nowMs: number): readonly Problem[] {
  return events.flatMap((event) => {
    const { reason, type, message = "", involvedObject } = event
    const place = refusing[involvedObject.kind ?? ""]
    if (type !== "Warning" || reason !== "FailedCreate" || place === undefined) return []
    if (nowMs - (eventTimeOf(event) ?? 0) > refusalMs) return []
    const about = addressOf({ ...place, kind: involvedObject.kind ?? "" }, involvedObject)
    return [problemAbout(about, { reason, message, tone: "bad", sinceMs: timeOf(event.firstTimestamp) })]
  })
}

function addressOf(
  place: Omit<ObjectAddress, "namespace" | "name" | "version">,
  { namespace = "", name = "" }: { readonly namespace?: string | undefined; readonly name?: string | undefined },
): ObjectAddress {
  return { ...place, version: "v1", namespace, name }
}

function ofCondition(about: ObjectAddress, condition: Condition, tone: Problem["tone"]): Problem {
  const { reason = condition.type, message = "", lastTransitionTime } = condition
  return problemAbout(about, { reason, message, tone, sinceMs: timeOf(lastTransitionTime) })
}

function problemAbout(about: ObjectAddress, told: Pick<Problem, "reason" | "message" | "tone" | "sinceMs">): Problem {
  const { reason } = told
  const command = describeCommand(about)
  return { ...told, id: idOf(about, reason), about, advice: adviceFor(reason), command, pods: [] }
}
