import { findCondition } from "../../machinery/meta/conditions.ts"
import { desiredReplicasOf } from "./annotations.ts"
import { replicasOf } from "./bounds.ts"
import { deadlineInMs, hasProgressDeadline, progressing, timedOut, withProgress } from "./progress.ts"
import { scaleInProportion } from "./proportional.ts"
import { activeOrLatest, byRevision, isScaledUp } from "./replica-sets.ts"
import { resizeNew, resizeOld } from "./rolling.ts"
import type { Rollout } from "./rollout.ts"
import { isComplete, statusOf } from "./status.ts"

/** Pods of old replica sets still run: with Recreate nothing new starts before they are gone. */
export type AreOldPodsRunning = (rollout: Rollout) => boolean

/**
 * One step of a deployment towards what it asks for, in the order of Kubernetes' `syncDeployment`. Resolves to the
 * milliseconds after which to look again, if nothing happens before.
 */
export async function advance(
  rollout: Rollout,
  areOldPodsRunning: AreOldPodsRunning,
  nowMs: number,
): Promise<number | undefined> {
  if (rollout.deployment.metadata.deletionTimestamp !== undefined) return syncStatus(rollout, nowMs)
  await notePause(rollout)
  const { paused = false, strategy } = rollout.deployment.spec
  if (paused || wasScaled(rollout)) return syncScale(rollout, paused, nowMs)
  return strategy?.type === "Recreate" ? recreate(rollout, areOldPodsRunning, nowMs) : roll(rollout, nowMs)
}

async function roll(rollout: Rollout, nowMs: number): Promise<number | undefined> {
  await rollout.syncNewest({ create: true })
  const { newest } = rollout
  if (newest === undefined) return syncProgress(rollout, nowMs)
  const replicas = resizeNew(rollout.deployment, rollout.all, newest)
  if (replicas !== undefined && (await rollout.scale([{ replicaSet: newest, replicas }]))) {
    return syncProgress(rollout, nowMs)
  }
  if (await rollout.scale(resizeOld(rollout.deployment, rollout.old, newest))) return syncProgress(rollout, nowMs)
  return finish(rollout, nowMs)
}

async function recreate(
  rollout: Rollout,
  areOldPodsRunning: AreOldPodsRunning,
  nowMs: number,
): Promise<number | undefined> {
  await rollout.syncNewest({ create: false })
  const running = rollout.old.filter(isScaledUp)
  if (await rollout.scale(running.map((replicaSet) => ({ replicaSet, replicas: 0 })))) {
    return syncProgress(rollout, nowMs)
  }
  if (areOldPodsRunning(rollout)) return syncProgress(rollout, nowMs)
  if (rollout.newest === undefined) await rollout.syncNewest({ create: true })
  const { newest } = rollout
  if (newest !== undefined) {
    await rollout.scale([{ replicaSet: newest, replicas: replicasOf(rollout.deployment) }])
  }
  return finish(rollout, nowMs)
}

async function finish(rollout: Rollout, nowMs: number): Promise<number | undefined> {
  if (isComplete(rollout.deployment, rollout.deployment.status)) await cleanUp(rollout)
  return syncProgress(rollout, nowMs)
}

/** The size changed, or the rollout is paused: sizes follow, templates do not. */
async function syncScale(rollout: Rollout, paused: boolean, nowMs: number): Promise<number | undefined> {
  await rollout.syncNewest({ create: false })
  await resizeAll(rollout)
  if (paused) await cleanUp(rollout)
  return syncStatus(rollout, nowMs)
}

async function resizeAll(rollout: Rollout): Promise<void> {
  const { deployment, newest, old } = rollout
  const wanted = replicasOf(deployment)
  const only = activeOrLatest(newest, old)
  if (only !== undefined) {
    await rollout.scale([{ replicaSet: only, replicas: wanted }])
    return
  }
  const isSaturated =
    newest !== undefined &&
    replicasOf(newest) === wanted &&
    desiredReplicasOf(newest) === wanted &&
    newest.status.availableReplicas === wanted
  if (isSaturated) {
    await rollout.scale(old.filter(isScaledUp).map((replicaSet) => ({ replicaSet, replicas: 0 })))
  } else if (deployment.spec.strategy?.type !== "Recreate") {
    await rollout.scale(scaleInProportion(deployment, rollout.all.filter(isScaledUp)), { remember: true })
  }
}

function wasScaled({ deployment, all }: Rollout): boolean {
  const wanted = replicasOf(deployment)
  return all.filter(isScaledUp).some((each) => {
    const desired = desiredReplicasOf(each)
    return desired !== undefined && desired !== wanted
  })
}

async function syncStatus(rollout: Rollout, nowMs: number): Promise<undefined> {
  await rollout.writeStatus(statusOf(rollout.deployment, rollout.all, rollout.newest, nowMs))
}

async function syncProgress(rollout: Rollout, nowMs: number): Promise<number | undefined> {
  const { deployment, all, newest } = rollout
  const counted = statusOf(deployment, all, newest, nowMs)
  const status = withProgress(deployment, counted, all, newest, nowMs)
  await rollout.writeStatus(status)
  return deadlineInMs(rollout.deployment, status, nowMs)
}

async function notePause(rollout: Rollout): Promise<void> {
  const { deployment } = rollout
  if (!hasProgressDeadline(deployment)) return
  const reason = findCondition(deployment.status.conditions, progressing)?.reason
  if (reason === timedOut) return
  const { paused = false } = deployment.spec
  const type = progressing
  const status = "Unknown"
  if (paused && reason !== "DeploymentPaused") {
    await rollout.setConditions({ type, status, reason: "DeploymentPaused", message: "Deployment is paused" })
  } else if (!paused && reason === "DeploymentPaused") {
    await rollout.setConditions({ type, status, reason: "DeploymentResumed", message: "Deployment is resumed" })
  }
}

/** Deletes the oldest replica sets above `revisionHistoryLimit`, if they are empty and settled. */
async function cleanUp(rollout: Rollout): Promise<void> {
  const { revisionHistoryLimit } = rollout.deployment.spec
  if (revisionHistoryLimit === undefined) return
  const candidates = rollout.old.filter((each) => each.metadata.deletionTimestamp === undefined).sort(byRevision)
  for (const each of candidates.slice(0, Math.max(0, candidates.length - revisionHistoryLimit))) {
    const isSettled = (each.metadata.generation ?? 0) <= (each.status.observedGeneration ?? 0)
    if (each.status.replicas !== 0 || isScaledUp(each) || !isSettled) continue
    await rollout.delete(each)
  }
}
