import type { Driver, NodeState } from "../drivers/driver.ts"
import { withClusterLock } from "./cluster-lock.ts"
import type { ClusterDeps, Progress } from "./deps.ts"
import { ClusterError } from "./errors.ts"
import { existingCluster } from "./existing-cluster.ts"

export interface PauseOptions {
  readonly profile: string
  readonly progress: Progress
  readonly signal: AbortSignal
}

/**
 * Freezes a cluster's nodes: they keep their memory and use no CPU. Returns how many were not frozen before. To its pods it is
 * as if the machine had slept: their clocks jump when they go on.
 */
export async function pauseCluster(deps: ClusterDeps, options: PauseOptions): Promise<number> {
  return turnNodes(deps, options, {
    doing: "pause",
    title: `Pausing "${options.profile}"`,
    isToTurn: (node) => !node.paused,
    turn: (driver, node) => driver.pause(node),
  })
}

/** Lets a cluster's nodes go on where they were. Returns how many had been frozen. */
export async function unpauseCluster(deps: ClusterDeps, options: PauseOptions): Promise<number> {
  return turnNodes(deps, options, {
    doing: "unpause",
    title: `Unpausing "${options.profile}"`,
    isToTurn: (node) => node.paused,
    turn: (driver, node) => driver.unpause(node),
  })
}

interface Turn {
  readonly doing: string
  readonly title: string
  isToTurn(node: NodeState): boolean
  turn(driver: Driver, node: string): Promise<void>
}

async function turnNodes(
  deps: ClusterDeps,
  { profile: name, progress, signal }: PauseOptions,
  { doing, title, isToTurn, turn }: Turn,
): Promise<number> {
  await existingCluster(deps, name)
  return withClusterLock(deps, name, { doing, progress, signal }, async () => {
    const { driver } = await existingCluster(deps, name)
    const running = (await driver.list(name, signal)).filter((node) => node.running)
    if (running.length === 0) throw notRunning(name)
    const nodes = running.filter(isToTurn)
    if (nodes.length > 0) await progress.step(title, () => Promise.all(nodes.map((node) => turn(driver, node.name))))
    return nodes.length
  })
}

function notRunning(name: string): ClusterError {
  return new ClusterError(`Cluster "${name}" does not run`, {
    id: "GUEST_NOT_RUNNING",
    exitCode: 89,
    advice: `Start it: cove start -p ${name}`,
  })
}
