import type { DaemonSet } from "../../apis/apps/v1.gen.ts"
import { fitsNode } from "../../apis/core/podspec/node-affinity.ts"
import { findUntolerated } from "../../apis/core/podspec/tolerations.ts"
import type { Node, Pod, PodSpec, Toleration } from "../../apis/core/v1.gen.ts"
import { daemonsets } from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { podFromTemplate } from "../pod-from-template.ts"

export const hashLabel = "controller-revision-hash"
export const generationLabel = "pod-template-generation"
export const generationAnnotation = "deprecated.daemonset.template.generation"

/** What a daemon bears that other pods do not: it is there for the node in all its states. */
const daemonTolerations: readonly Toleration[] = [
  { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/disk-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/memory-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/pid-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/unschedulable", operator: "Exists", effect: "NoSchedule" },
]

const networkToleration: Toleration = {
  key: "node.kubernetes.io/network-unavailable",
  operator: "Exists",
  effect: "NoSchedule",
}

/** Whether a daemon is to be started on a node, and whether one that runs there may stay. */
export function placement(daemonSet: DaemonSet, node: Node): { readonly start: boolean; readonly stay: boolean } {
  const { spec } = daemonSet.spec.template
  if (spec === undefined || (spec.nodeName && spec.nodeName !== node.metadata.name))
    return { start: false, stay: false }
  if (!fitsNode(spec, node)) return { start: false, stay: false }
  const tolerations = tolerationsOf(spec)
  const isOff = (effects: readonly string[]) =>
    findUntolerated(node.spec.taints, tolerations, ({ effect }) => effects.includes(effect)) !== undefined
  return { start: !isOff(["NoSchedule", "NoExecute"]), stay: !isOff(["NoExecute"]) }
}

/** The daemon for a node: the scheduler sends it there, and nowhere else. */
export function daemonPod(daemonSet: DaemonSet, nodeName: string, hash: string): Pod {
  const pod = podFromTemplate(daemonSet.spec.template, daemonSet, daemonsets)
  const generation = daemonSet.metadata.annotations?.[generationAnnotation]
  const labels = {
    ...pod.metadata.labels,
    [hashLabel]: hash,
    ...(generation === undefined ? {} : { [generationLabel]: generation }),
  }
  const nodeAffinity = {
    ...pod.spec.affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In" as const, values: [nodeName] }] }],
    },
  }
  const affinity = { ...pod.spec.affinity, nodeAffinity }
  return {
    ...pod,
    metadata: { ...pod.metadata, labels },
    spec: { ...pod.spec, affinity, tolerations: tolerationsOf(pod.spec) },
  }
}

/** The node a daemon runs on or waits for. */
export function nodeOfDaemon({ spec }: Pod): string {
  if (spec.nodeName) return spec.nodeName
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const [term] = required?.nodeSelectorTerms ?? []
  return term?.matchFields?.find(({ key }) => key === "metadata.name")?.values?.[0] ?? ""
}

function tolerationsOf(spec: PodSpec): readonly Toleration[] {
  const own = spec.tolerations ?? []
  const added = spec.hostNetwork === true ? [...daemonTolerations, networkToleration] : daemonTolerations
  return [...own, ...added.filter((each) => !own.some((known) => isDeepEqual(known, each)))]
}
