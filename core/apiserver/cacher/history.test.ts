import { expect, it } from "vitest"
import { revision } from "../../storage/revision.ts"
import { CachedObject } from "./cached-object.ts"
import { History } from "./history.ts"

function change(at: number, bytes = 10) {
  const value = new Uint8Array(bytes)
  const current = new CachedObject({
    key: `/k${at}`,
    value,
    revision: revision(at),
    createRevision: revision(at),
    type: "ADDED",
  })
  return { key: current.key, revision: current.revision, previous: undefined, current }
}

const limits = { minChanges: 2, maxChanges: 4, maxBytes: 1_000, maxAgeMs: 60_000 }

function kept(history: History): readonly number[] {
  const revisions: number[] = []
  for (let at = history.start; at < history.end; at++) revisions.push(history.at(at)?.revision ?? 0)
  return revisions
}

it("keeps the last changes, and says after which revision a watch may begin", () => {
  const history = new History(limits, revision(10))
  expect([history.floor, history.start, history.end]).toEqual([10, 0, 0])
  for (const at of [11, 13, 14, 20, 21, 22]) history.append(change(at), 0)
  expect(kept(history)).toEqual([14, 20, 21, 22])
  expect([history.floor, history.start, history.end]).toEqual([13, 2, 6])
})

it("finds where the changes after a revision begin", () => {
  const history = new History(limits, revision(10))
  for (const at of [11, 13, 14, 20, 21, 22]) history.append(change(at), 0)
  expect([13, 14, 15, 20, 22, 99].map((at) => history.positionAfter(revision(at)))).toEqual([2, 3, 3, 4, 6, 6])
})

it("drops what is old or too much, but never the last few", () => {
  const history = new History(limits, revision(0))
  history.append(change(1), 0)
  history.append(change(2), 30_000)
  history.append(change(3), 61_000)
  expect(kept(history)).toEqual([2, 3])
  history.append(change(4), 61_000)
  history.trim(91_000)
  expect(kept(history)).toEqual([3, 4])
  history.append(change(5, 2_000), 61_000)
  history.append(change(6, 2_000), 61_000)
  expect(kept(history)).toEqual([5, 6])
})

it("goes on counting after a new beginning", () => {
  const history = new History(limits, revision(0))
  history.append(change(1), 0)
  history.reset(revision(50))
  expect([history.floor, history.start, history.end, history.at(0)]).toEqual([50, 1, 1, undefined])
  history.append(change(51), 0)
  expect(kept(history)).toEqual([51])
})
