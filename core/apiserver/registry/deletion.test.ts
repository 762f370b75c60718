import { describe, expect, test } from "vitest"
import { formatTime } from "../../base/clock.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { DeleteOptions } from "../../machinery/meta/v1.gen.ts"
import { decideDeletion, isDone } from "./deletion.ts"

const nowMs = Date.UTC(2026, 0, 1)
const now = formatTime(nowMs)
const graceful = { gracePeriodSeconds: (_: ApiObject, options: DeleteOptions) => options.gracePeriodSeconds ?? 30 }

function object(metadata: ApiObject["metadata"] = {}): ApiObject {
  return { metadata: { name: "a", ...metadata } }
}

function metadataAfter(metadata: ApiObject["metadata"], options: DeleteOptions = {}, strategy = {}) {
  const deletion = decideDeletion(object(metadata), options, strategy, nowMs)
  return deletion.type === "mark" ? deletion.object.metadata : deletion.type
}

describe("a kind without a grace period", () => {
  test("is gone at once", () => {
    expect(metadataAfter({})).toBe("remove")
  })

  test("waits for its finalizers, one generation on", () => {
    expect(metadataAfter({ finalizers: ["a.b/c"], generation: 3 })).toEqual({
      name: "a",
      finalizers: ["a.b/c"],
      generation: 4,
      deletionTimestamp: now,
      deletionGracePeriodSeconds: 0,
    })
  })

  test("waits on when it waits already", () => {
    const waiting = { finalizers: ["a.b/c"], deletionTimestamp: now, deletionGracePeriodSeconds: 0 }
    expect(metadataAfter(waiting)).toBe("pending")
  })

  test("waits for what the kind itself holds it back for, and shows it in its own way", () => {
    const strategy = {
      isHeldBack: () => true,
      terminating: (ending: ApiObject) => ({ ...ending, status: { phase: "Terminating" } }),
    }
    const deletion = decideDeletion(object(), {}, strategy, nowMs)
    expect(deletion).toEqual({
      type: "mark",
      object: { metadata: { name: "a", deletionTimestamp: now }, status: { phase: "Terminating" } },
    })
  })
})

describe("dependents", () => {
  test("hold a foreground deletion", () => {
    expect(metadataAfter({}, { propagationPolicy: "Foreground" })).toMatchObject({ finalizers: ["foregroundDeletion"] })
  })

  test("are orphaned first where asked", () => {
    expect(metadataAfter({}, { propagationPolicy: "Orphan" })).toMatchObject({ finalizers: ["orphan"] })
    expect(metadataAfter({}, { orphanDependents: true })).toMatchObject({ finalizers: ["orphan"] })
  })

  test("are left to the background, whatever finalizer was there before", () => {
    expect(metadataAfter({ finalizers: ["orphan"] }, { propagationPolicy: "Background" })).toBe("remove")
  })

  test("keep the policy of before when none is asked", () => {
    expect(metadataAfter({ finalizers: ["orphan"] })).toMatchObject({ finalizers: ["orphan"] })
  })
})

describe("a grace period", () => {
  test("begins with the first delete", () => {
    expect(metadataAfter({ generation: 1 }, {}, graceful)).toEqual({
      name: "a",
      generation: 2,
      deletionTimestamp: formatTime(nowMs + 30_000),
      deletionGracePeriodSeconds: 30,
    })
  })

  const ending = { deletionTimestamp: formatTime(nowMs + 20_000), deletionGracePeriodSeconds: 30 }

  test("is not made longer, nor begun again", () => {
    expect(metadataAfter(ending, { gracePeriodSeconds: 60 }, graceful)).toBe("pending")
    expect(metadataAfter(ending, {}, graceful)).toBe("pending")
  })

  test("is made shorter, counted from when it began", () => {
    expect(metadataAfter(ending, { gracePeriodSeconds: 5 }, graceful)).toMatchObject({
      deletionTimestamp: formatTime(nowMs - 5_000),
      deletionGracePeriodSeconds: 5,
    })
  })

  test("of zero ends it", () => {
    expect(metadataAfter(ending, { gracePeriodSeconds: 0 }, graceful)).toBe("remove")
    expect(metadataAfter({ ...ending, finalizers: ["a.b/c"] }, { gracePeriodSeconds: 0 }, graceful)).toMatchObject({
      deletionGracePeriodSeconds: 0,
    })
  })
})

test("an update that takes the last finalizer away is the end", () => {
  const old = object({ finalizers: ["a.b/c"], deletionTimestamp: now, deletionGracePeriodSeconds: 0 })
  const freed = object({ deletionTimestamp: now, deletionGracePeriodSeconds: 0 })
  expect(isDone(freed, old, {})).toBe(true)
  expect(isDone(old, old, {})).toBe(false)
  expect(isDone(freed, old, { isHeldBack: () => true })).toBe(false)
  expect(isDone(object(), object({ finalizers: ["a.b/c"] }), {})).toBe(false)
})
