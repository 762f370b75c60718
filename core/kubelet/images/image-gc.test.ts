import { expect, it } from "vitest"
import type { Image } from "../../cri/runtime.ts"
import { imagesToRemove } from "./image-gc.ts"

const image = (id: string, size: number, pinned = false): Image => ({
  ...{ id, size, pinned, repoTags: [], repoDigests: [], uid: undefined, username: "" },
})

it("removes what was used longest ago until enough is free, and nothing that is used, pinned or young", () => {
  const all = [
    { image: image("used", 100), firstSeenMs: 0, lastUsedMs: 0 },
    { image: image("pinned", 100, true), firstSeenMs: 0, lastUsedMs: 0 },
    { image: image("young", 100), firstSeenMs: 999, lastUsedMs: 0 },
    { image: image("late", 100), firstSeenMs: 0, lastUsedMs: 50 },
    { image: image("early", 100), firstSeenMs: 0, lastUsedMs: 10 },
  ]
  const need = (bytes: number) =>
    imagesToRemove(all, { inUse: new Set(["used"]), bytes, nowMs: 1000, minimumAgeMs: 100 }).map(({ id }) => id)
  expect(need(50)).toEqual(["early"])
  expect(need(150)).toEqual(["early", "late"])
  expect(need(1000)).toEqual(["early", "late"])
})
