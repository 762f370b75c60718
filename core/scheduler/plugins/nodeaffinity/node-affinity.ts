import { fitsNode, matchesNodeTerm, namedNodes } from "../../../apis/core/podspec/node-affinity.ts"
import type { Plugin, Rejection } from "../../framework/plugin.ts"

/** `nodeSelector` and node affinity, required and preferred. */
export const nodeAffinity: Plugin = {
  name: "NodeAffinity",
  wokenBy: ["node added", "node labels"],
  only: ({ pod }) => namedNodes(pod.spec),
  filterFor({ pod }) {
    const { nodeSelector, affinity } = pod.spec
    const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
    if (nodeSelector === undefined && required === undefined) return undefined
    return ({ node }) => (node !== undefined && fitsNode(pod.spec, node) ? undefined : mismatch)
  },
  score: {
    weight: 2,
    normalize: "larger is better",
    scorerFor({ pod }) {
      const terms = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
      if (terms.length === 0) return undefined
      return ({ node }) =>
        terms.reduce((sum, { preference, weight }) => {
          return node !== undefined && matchesNodeTerm(preference, node) ? sum + weight : sum
        }, 0)
    },
  },
}

const mismatch: Rejection = { reasons: ["node(s) didn't match Pod's node affinity/selector"], resolvable: false }
