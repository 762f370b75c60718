import { type HolderLook, holdLock, lockHolder } from "../host/lock.ts"
import type { ClusterDeps, Progress } from "./deps.ts"
import { checkProfileName } from "./profile/profile-name.ts"

export interface LockedWork {
  /** "start": what others who wait are told is under way. */
  readonly doing: string
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
}

/** Does something to a cluster while no other process does anything to it. Waits for its turn, and says so. */
export async function withClusterLock<T>(
  deps: Pick<ClusterDeps, "home">,
  name: string,
  { doing, progress, signal }: LockedWork,
  work: () => Promise<T>,
): Promise<T> {
  checkProfileName(name)
  const lock = await holdLock(lockName(deps, name), {
    holder: `cove ${doing}, process ${process.pid}`,
    signal,
    onWait: (holder) => progress.note(`Waiting for another command at work on cluster "${name}": ${holder}`),
  })
  try {
    return await work()
  } finally {
    await lock.release()
  }
}

/** What somebody, in whatever process, does to a cluster now: "start"; undefined when nobody does anything. */
export async function workOnCluster(
  deps: Pick<ClusterDeps, "home">,
  name: string,
  look: HolderLook,
): Promise<string | undefined> {
  const holder = await lockHolder(lockName(deps, name), look)
  return holder?.match(/^cove ([-a-z]+)/)?.[1]
}

function lockName({ home }: Pick<ClusterDeps, "home">, name: string): string {
  return `${home.folder}/profiles/${name}`
}

/** Does what all clusters of one home share: choosing subnets, making the authority. It is short. */
export async function withHomeLock<T>(
  deps: Pick<ClusterDeps, "home">,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await holdLock(deps.home.folder, { holder: "", signal })
  try {
    return await work()
  } finally {
    await lock.release()
  }
}
