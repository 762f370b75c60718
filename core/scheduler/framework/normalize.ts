import { unreachable } from "../../base/assert.ts"
import type { ScorePart } from "./plugin.ts"

const most = 100

/** Brings a plugin's numbers, one a node, to 0 ... 100, whole, as Kubernetes' `DefaultNormalizeScore` and its kin do. */
export function normalizeScores(scores: readonly number[], how: ScorePart["normalize"]): readonly number[] {
  if (how === undefined) return scores
  const max = Math.max(...scores)
  const min = Math.min(...scores)
  switch (how) {
    case "larger is better":
      return max <= 0 ? scores.map(() => 0) : scores.map((score) => Math.floor((most * score) / max))
    case "smaller is better":
      return max <= 0 ? scores.map(() => most) : scores.map((score) => most - Math.floor((most * score) / max))
    case "spread over the range":
      return max === min ? scores.map(() => 0) : scores.map((score) => Math.floor((most * (score - min)) / (max - min)))
    default:
      return unreachable(how)
  }
}
