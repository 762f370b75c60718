import type { ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import type { Operation } from "../../core/bridge/contract/operations.ts"
import { texts } from "../texts.ts"

/** Something that somebody who does not look at the window would want to know. */
export interface News {
  readonly title: string
  readonly body: string
  /** Where to read on. */
  readonly route: string
}

/** Work that was under way before and has ended since, other than by the person's own cancelling. */
export function newsOfOperations(before: readonly Operation[], now: readonly Operation[]): readonly News[] {
  const running = new Set(before.filter(({ state }) => state === "running").map(({ id }) => id))
  return now
    .filter(({ id, state }) => running.has(id) && (state === "succeeded" || state === "failed"))
    .map(({ action, profile, state, failure }) => ({
      title: texts.notices[state === "succeeded" ? "succeeded" : "failed"][action](profile),
      body: failure === undefined ? "" : [failure.message, failure.advice].filter((text) => text !== "").join("\n"),
      route: state === "succeeded" && action !== "delete" ? `#/c/${profile}/overview` : "#/clusters",
    }))
}

/** Clusters that answered before and do not now. */
export function newsOfClusters(before: readonly ClusterSummary[], now: readonly ClusterSummary[]): readonly News[] {
  const answered = new Set(before.filter(({ state }) => state === "running").map(({ name }) => name))
  return now
    .filter(({ name, state }) => answered.has(name) && state === "unreachable")
    .map(({ name, problem }) => ({
      title: texts.notices.unreachable(name),
      body: problem === undefined ? "" : [problem.message, problem.advice].filter((text) => text !== "").join("\n"),
      route: `#/c/${name}/overview`,
    }))
}
