import { isTolerated } from "../../../apis/core/podspec/tolerations.ts"
import type { Plugin, Rejection } from "../../framework/plugin.ts"

const taint = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" } as const

/** Keeps pods off cordoned nodes, but for those that tolerate it, as daemon sets' do. */
export const nodeUnschedulable: Plugin = {
  name: "NodeUnschedulable",
  wokenBy: ["node added", "node schedulable"],
  filterFor({ pod }) {
    if (isTolerated(taint, pod.spec.tolerations)) return undefined
    return ({ node }) => (node?.spec.unschedulable === true ? cordoned : undefined)
  },
}

const cordoned: Rejection = { reasons: ["node(s) were unschedulable"], resolvable: false }
