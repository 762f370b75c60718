import { findUntolerated, isTolerated } from "../../../apis/core/podspec/tolerations.ts"
import type { Plugin, Rejection } from "../../framework/plugin.ts"

/** Keeps pods off nodes whose taints they do not tolerate, and prefers nodes with fewer taints that only ask politely. */
export const taintToleration: Plugin = {
  name: "TaintToleration",
  wokenBy: ["node added", "node taints"],
  filterFor({ pod }) {
    const { tolerations } = pod.spec
    return ({ node }) => {
      const taint = findUntolerated(node?.spec.taints, tolerations, ({ effect }) => effect !== "PreferNoSchedule")
      return taint === undefined ? undefined : tainted
    }
  },
  score: {
    weight: 3,
    normalize: "smaller is better",
    scorerFor({ pod }) {
      const tolerations = pod.spec.tolerations?.filter(({ effect }) => !effect || effect === "PreferNoSchedule")
      return ({ node }) => {
        const polite = node?.spec.taints?.filter(({ effect }) => effect === "PreferNoSchedule") ?? []
        return polite.filter((taint) => !isTolerated(taint, tolerations)).length
      }
    },
  },
}

const tainted: Rejection = { reasons: ["node(s) had untolerated taint(s)"], resolvable: false }
