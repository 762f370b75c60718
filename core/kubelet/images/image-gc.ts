import type { Clock } from "../../base/clock.ts"
import { describeError, type Log } from "../../base/log.ts"
import type { Image, Runtime } from "../../cri/runtime.ts"

interface ImageUse {
  readonly image: Image
  readonly firstSeenMs: number
  readonly lastUsedMs: number
}

/** Which images go so that this much becomes free: unused ones, those used longest ago first, none that is young. */
export function imagesToRemove(
  images: readonly ImageUse[],
  {
    inUse,
    bytes,
    nowMs,
    minimumAgeMs,
  }: { inUse: ReadonlySet<string>; bytes: number; nowMs: number; minimumAgeMs: number },
): readonly Image[] {
  const removable = images
    .filter(({ image, firstSeenMs }) => !image.pinned && !inUse.has(image.id) && nowMs - firstSeenMs >= minimumAgeMs)
    .sort((a, b) => a.lastUsedMs - b.lastUsedMs || a.firstSeenMs - b.firstSeenMs)
  const gone: Image[] = []
  let freed = 0
  for (const { image } of removable) {
    if (freed >= bytes) break
    gone.push(image)
    freed += image.size
  }
  return gone
}

interface ImageGcDeps {
  readonly runtime: Runtime
  readonly clock: Clock
  readonly log: Log
  readonly highPercent: number
  readonly lowPercent: number
  readonly minimumAgeMs: number
  readonly disk: () => Promise<{ readonly capacityBytes: number; readonly availableBytes: number }>
}

/** Removes images nobody uses when the disk is nearly full (Kubernetes: from 85 % down to 80 %). */
export class ImageGc {
  readonly #deps: ImageGcDeps
  #seen = new Map<string, { firstSeenMs: number; lastUsedMs: number }>()

  constructor(deps: ImageGcDeps) {
    this.#deps = deps
  }

  async run(): Promise<void> {
    const { runtime, clock, log, disk, highPercent, lowPercent, minimumAgeMs } = this.#deps
    const nowMs = clock.now()
    const [images, containers] = await Promise.all([runtime.listImages(), runtime.listContainers()])
    const inUse = new Set(containers.map(({ imageRef }) => imageRef))
    const seen = new Map(
      images.map(({ id }) => {
        const before = this.#seen.get(id)
        const lastUsedMs = inUse.has(id) ? nowMs : (before?.lastUsedMs ?? 0)
        return [id, { firstSeenMs: before?.firstSeenMs ?? nowMs, lastUsedMs }]
      }),
    )
    this.#seen = seen
    const { capacityBytes, availableBytes } = await disk()
    const usedPercent = 100 - (availableBytes / Math.max(1, capacityBytes)) * 100
    if (usedPercent < highPercent) return
    const bytes = (capacityBytes * (100 - lowPercent)) / 100 - availableBytes
    const known = images.map((image) => ({ image, ...(seen.get(image.id) ?? { firstSeenMs: nowMs, lastUsedMs: 0 }) }))
    for (const { id } of imagesToRemove(known, { inUse, bytes, nowMs, minimumAgeMs })) {
      try {
        await runtime.removeImage(id)
        log.info("Removed image", { image: id })
      } catch (error) {
        log.warn("Could not remove image", { image: id, error: describeError(error) })
      }
    }
  }
}
