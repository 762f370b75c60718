import type { Clock } from "../base/clock.ts"
import { describeError, type Log } from "../base/log.ts"
import type { Runtime } from "../cri/runtime.ts"
import { listFolder, removeTree } from "../host/tree.ts"
import type { PodCgroups } from "./cgroups/pod-cgroups.ts"
import { ClockJumps } from "./clock-jumps.ts"
import type { ImageGc } from "./images/image-gc.ts"
import type { LogRotation } from "./logs/log-rotation.ts"
import type { KubeletPaths } from "./pod/paths.ts"
import { annotationNames, labelNames } from "./runtime/labels.ts"
import type { VolumeManager } from "./volumes/volume-manager.ts"

interface HousekeepingDeps {
  readonly runtime: Runtime
  readonly clock: Clock
  readonly log: Log
  readonly paths: KubeletPaths
  readonly imageGc: ImageGc
  readonly logRotation: LogRotation
  readonly volumes: VolumeManager
  readonly cgroups: PodCgroups
  /** Looks at every pod again. */
  readonly wakeAll: () => void
  /** Whether a pod with this uid is on the node. */
  readonly isKnown: (podUid: string) => boolean
}

const clockEveryMs = 60_000
const logsEveryMs = 10_000
const imagesEveryMs = 300_000

/**
 * What has to be looked after even when nothing happens: logs that grow, images that fill the disk, what pods left, and
 * the time itself.
 */
export class Housekeeping {
  readonly #deps: HousekeepingDeps

  constructor(deps: HousekeepingDeps) {
    this.#deps = deps
  }

  async run(signal: AbortSignal): Promise<void> {
    const jumps = new ClockJumps(this.#deps.clock)
    await Promise.all([
      this.#every(clockEveryMs, async () => void (jumps.look() && this.#deps.wakeAll()), signal),
      this.#every(logsEveryMs, () => this.rotateLogs(), signal),
      this.#every(imagesEveryMs, () => this.#deps.imageGc.run(), signal),
    ])
  }

  async rotateLogs(): Promise<void> {
    const { runtime, logRotation, paths } = this.#deps
    const running = (await runtime.listContainers()).filter(({ state }) => state === "CONTAINER_RUNNING")
    for (const { id, labels, annotations } of running) {
      const { podName, podNamespace, podUid, containerName } = labelNames
      const folder = `${labels[podNamespace]}_${labels[podName]}_${labels[podUid]}`
      const file = `${annotations[annotationNames.restartCount] ?? 0}.log`
      await logRotation.check(id, `${paths.podLogs}/${folder}/${labels[containerName]}/${file}`)
    }
  }

  /** Removes folders and groups of pods that went while the kubelet was away. Called when all sources have been read. */
  async removeLeftovers(): Promise<void> {
    const { paths, volumes, cgroups, isKnown, log } = this.#deps
    for (const uid of await listFolder(`${paths.root}/pods`)) {
      if (isKnown(uid)) continue
      log.info("Removing what a pod left", { uid })
      await volumes.tearDown(uid)
    }
    for (const uid of await listFolder(`${paths.memory}/pods`)) if (!isKnown(uid)) await volumes.tearDown(uid)
    for (const uid of await cgroups.podUids()) if (!isKnown(uid)) await cgroups.removePod(uid)
    for (const name of await listFolder(paths.podLogs)) {
      const uid = name.split("_").at(-1) ?? ""
      if (!isKnown(uid)) await removeTree(`${paths.podLogs}/${name}`)
    }
  }

  async #every(periodMs: number, work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#deps
    while (!signal.aborted) {
      await clock.sleep(periodMs, { signal }).catch(() => undefined)
      if (signal.aborted) return
      await work().catch((error: unknown) => log.debug("Housekeeping failed", { error: describeError(error) }))
    }
  }
}
