import type { Deployment } from "../../../core/apis/apps/v1.gen.ts"
import type { Job } from "../../../core/apis/batch/v1.gen.ts"
import type { Event, Node, PersistentVolumeClaim, Pod } from "../../../core/apis/core/v1.gen.ts"
import { claimProblems, deploymentProblems, jobProblems, nodeProblems, refusals } from "./object-problems.ts"
import { makerOf } from "./owner.ts"
import { faultsOf, type PodFault } from "./pod-faults.ts"
import { adviceFor, describeCommand, idOf, type ObjectAddress, type Problem, podAddress } from "./problem.ts"

/** What is looked at. Pods may be only those that look ill: the well ones have nothing to say. */
export interface Observed {
  readonly pods: readonly Pod[]
  readonly deployments: readonly Deployment[]
  readonly jobs: readonly Job[]
  readonly nodes: readonly Node[]
  readonly claims: readonly PersistentVolumeClaim[]
  /** Newest first. */
  readonly events: readonly Event[]
  readonly nowMs: number
}

/** Everything that is wrong, the worst first, what many pods have told once of what made them. */
export function problemsIn(observed: Observed): readonly Problem[] {
  const { deployments, jobs, nodes, claims, events, nowMs } = observed
  const ofPods = podProblems(observed)
  const explained = new Set(ofPods.map(({ about }) => idOf(about)))
  const all = [
    ...nodeProblems(nodes),
    ...deploymentProblems(deployments, explained, nowMs),
    ...jobProblems(jobs),
    ...refusals(events, nowMs),
    ...ofPods,
    ...claimProblems(claims, events),
  ]
  const unique = [...new Map(all.map((problem) => [problem.id, problem])).values()]
  return unique.toSorted(byWeight)
}

function podProblems({ pods, events, nowMs }: Observed): readonly Problem[] {
  const warnings = warningsByPod(events)
  const groups = new Map<string, { readonly about: ObjectAddress; readonly faults: PodFault[] }>()
  for (const pod of pods) {
    const about = makerOf(pod)
    const { namespace = "", name = "" } = pod.metadata
    for (const fault of faultsOf(pod, warnings.get(`${namespace}/${name}`) ?? [], nowMs)) {
      if (about.kind === "Job" && pod.status.phase === "Failed") continue // the Job says when it gives up
      const id = idOf(about, sameness(fault.reason), fault.container)
      const group = groups.get(id) ?? { about, faults: [] }
      group.faults.push(fault)
      groups.set(id, group)
    }
  }
  return [...groups].map(([id, group]) => problemOf(id, group.about, group.faults))
}

/** A container goes back and forth between these while it is one and the same problem. */
function sameness(reason: string): string {
  if (reason === "ErrImagePull") return "ImagePullBackOff"
  if (reason === "RunContainerError") return "StartError"
  return reason === "Error" ? "CrashLoopBackOff" : reason
}

function problemOf(id: string, about: ObjectAddress, faults: readonly PodFault[]): Problem {
  const since = faults.flatMap(({ sinceMs }) => sinceMs ?? [])
  const pods = faults.map(({ pod }) => podAddress(pod.metadata))
  // Of several, one stands for all: the worst, and of those the one by the first name, so that it stays the same.
  const sample = faults.toSorted(
    (a, b) => weight(a) - weight(b) || (a.pod.metadata.name ?? "").localeCompare(b.pod.metadata.name ?? ""),
  )[0]
  const { reason = "", message = "", tone = "bad" } = sample ?? {}
  const pod = podAddress(sample?.pod.metadata ?? {})
  const hasLog = sample?.hasPreviousLog === true
  return {
    id,
    tone,
    reason,
    about,
    message,
    advice: adviceFor(reason),
    command: hasLog ? logsCommand(pod, sample.container) : describeCommand(pod),
    sinceMs: since.length === 0 ? undefined : Math.min(...since),
    pods,
    ...(hasLog ? { previousLog: { pod, container: sample.container } } : {}),
  }
}

function logsCommand({ namespace, name }: ObjectAddress, container: string): string {
  return `logs ${name} -c ${container} -n ${namespace} --previous`
}

function warningsByPod(events: readonly Event[]): ReadonlyMap<string, readonly Event[]> {
  const about = events.filter(({ type, involvedObject }) => type === "Warning" && involvedObject.kind === "Pod")
  return Map.groupBy(about, ({ involvedObject: { namespace = "", name = "" } }) => `${namespace}/${name}`)
}

function byWeight(a: Problem, b: Problem): number {
  return weight(a) - weight(b) || (b.sinceMs ?? 0) - (a.sinceMs ?? 0) || a.id.localeCompare(b.id)
}

function weight({ tone }: { readonly tone: Problem["tone"] }): number {
  return tone === "bad" ? 0 : 1
}
