import type { Deployment } from "../../apis/apps/v1.gen.ts"
import { resolveIntOrPercent } from "../int-or-percent.ts"

export function replicasOf({ spec }: { readonly spec: { readonly replicas?: number | undefined } }): number {
  return spec.replicas ?? 1
}

/** How many pods there may be above the number wanted during a rollout. */
export function maxSurgeOf(deployment: Deployment): number {
  const { strategy } = deployment.spec
  if (strategy?.type === "Recreate") return 0
  return resolveIntOrPercent(strategy?.rollingUpdate?.maxSurge ?? "25%", replicasOf(deployment), "up")
}

/** How many may be missing. When rounding leaves neither surplus nor lack, one may be missing: else nothing could move. */
export function maxUnavailableOf(deployment: Deployment): number {
  const { strategy } = deployment.spec
  const replicas = replicasOf(deployment)
  if (strategy?.type === "Recreate" || replicas === 0) return 0
  const resolved = resolveIntOrPercent(strategy?.rollingUpdate?.maxUnavailable ?? "25%", replicas, "down")
  return Math.min(replicas, resolved === 0 && maxSurgeOf(deployment) === 0 ? 1 : resolved)
}
