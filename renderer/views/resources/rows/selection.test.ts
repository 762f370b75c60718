import { expect, it } from "vitest"
import { Selection, type SelectMode } from "./selection.ts"

const order = () => ["a", "b", "c", "d", "e"]

const cases: readonly { what: string; presses: readonly (readonly [string, SelectMode])[]; chosen: string }[] = [
  {
    what: "a press chooses one",
    presses: [
      ["a", "only"],
      ["c", "only"],
    ],
    chosen: "c",
  },
  {
    what: "with Control it adds and takes away",
    presses: [
      ["a", "only"],
      ["c", "toggle"],
      ["a", "toggle"],
    ],
    chosen: "c",
  },
  {
    what: "with Shift it takes everything up to there",
    presses: [
      ["b", "only"],
      ["d", "range"],
    ],
    chosen: "bcd",
  },
  {
    what: "a range goes backwards, too",
    presses: [
      ["d", "only"],
      ["b", "range"],
    ],
    chosen: "bcd",
  },
  {
    what: "a range is measured from where it began",
    presses: [
      ["c", "only"],
      ["e", "range"],
      ["a", "range"],
    ],
    chosen: "abc",
  },
  { what: "a range without a beginning is its end", presses: [["b", "range"]], chosen: "b" },
]

for (const { what, presses, chosen } of cases) {
  it(what, () => {
    const selection = new Selection()
    for (const [key, mode] of presses) selection.select(key, mode, order)
    expect([...selection.keys].toSorted().join("")).toBe(chosen)
    expect(selection.active).toBe(presses.at(-1)?.[0])
  })
}

it("lets go of what is no longer there, and tells only when something changed", () => {
  const selection = new Selection()
  selection.selectAll(["a", "b"])
  let told = 0
  selection.subscribe(() => told++)
  selection.keepOnly(() => true)
  expect(told).toBe(0)
  selection.keepOnly((key) => key === "b")
  expect([...selection.keys]).toEqual(["b"])
  expect(told).toBe(1)
})
