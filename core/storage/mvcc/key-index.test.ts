import { expect, it } from "vitest"
import { revision } from "../revision.ts"
import { KeyIndex } from "./key-index.ts"

const put = (index: KeyIndex, key: string, at: number, created = at) =>
  index.put(key, { modRevision: revision(at), createRevision: revision(created) })

const keysAt = (index: KeyIndex, at: number) => [...index.range("/", "/", revision(at))].map(([key]) => key)

function sample(): KeyIndex {
  const index = new KeyIndex()
  put(index, "/a", 1)
  put(index, "/a", 2, 1)
  index.delete("/a", revision(3))
  put(index, "/a", 4)
  return index
}

it("knows the state of a key at every revision", () => {
  const index = sample()
  const states = [0, 1, 2, 3, 4, 9].map((at) => index.at("/a", revision(at)))
  expect(states).toEqual([
    undefined,
    { modRevision: 1, createRevision: 1 },
    { modRevision: 2, createRevision: 1 },
    undefined,
    { modRevision: 4, createRevision: 4 },
    { modRevision: 4, createRevision: 4 },
  ])
})

const compactions: readonly { readonly at: number; readonly forgets: readonly number[] }[] = [
  { at: 0, forgets: [] },
  { at: 1, forgets: [] },
  { at: 2, forgets: [1] },
  { at: 3, forgets: [1, 2, 3] },
  { at: 4, forgets: [1, 2, 3] },
]
for (const { at, forgets } of compactions) {
  it(`forgets ${forgets.length === 0 ? "nothing" : forgets.join(", ")} in a compaction at ${at}`, () => {
    const index = sample()
    expect(index.compact(revision(at))).toEqual(forgets)
    expect(index.latest("/a")).toEqual({ modRevision: 4, createRevision: 4 })
    expect(index.compact(revision(at))).toEqual([])
  })
}

it("lets go of a deleted key in the end", () => {
  const index = new KeyIndex()
  put(index, "/gone", 1)
  put(index, "/kept", 2)
  index.delete("/gone", revision(3))
  expect(keysAt(index, 2)).toEqual(["/gone", "/kept"])
  index.compact(revision(3))
  expect(keysAt(index, 3)).toEqual(["/kept"])
})

it("gives a range in key order, from any key of it", () => {
  const index = new KeyIndex()
  for (const [at, key] of ["/b/2", "/a", "/b/10", "/c", "/b/1"].entries()) put(index, key, at + 1)
  const keys = (prefix: string, from = prefix) => [...index.range(prefix, from, revision(9))].map(([key]) => key)
  expect(keys("/b/")).toEqual(["/b/1", "/b/10", "/b/2"])
  expect(keys("/b/", "/b/1\0")).toEqual(["/b/10", "/b/2"])
  expect(keys("/b/", "/a")).toEqual(["/b/1", "/b/10", "/b/2"])
  expect(keys("/b/", "/z")).toEqual([])
})
