import type { ClusterState } from "../../../core/bridge/contract/clusters.ts"
import type { Tone } from "../../design/tone.ts"

/** How a state looks wherever a cluster is shown. */
export const stateTones: Readonly<Record<ClusterState, Tone>> = {
  running: "ok",
  unreachable: "bad",
  partial: "warn",
  paused: "warn",
  stopped: "idle",
  starting: "busy",
  stopping: "busy",
  deleting: "busy",
  broken: "bad",
}

/** Whether something in the cluster can answer: its screens show what they know then. */
export function isAwake(state: ClusterState): boolean {
  return state === "running" || state === "partial" || state === "unreachable"
}
