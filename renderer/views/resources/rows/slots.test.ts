import { expect, it } from "vitest"
import { SeededRandom } from "../../../../core/base/testing/seeded-random.ts"
import { Slots } from "./slots.ts"

it("keeps the slot of who stays, and gives that of who left to who comes", () => {
  const slots = new Slots()
  expect(slots.assign(["a", "b", "c"])).toEqual([0, 1, 2])
  expect(slots.assign(["b", "c", "d"])).toEqual([1, 2, 0])
  expect(slots.assign(["x", "y", "z"])).toEqual([1, 2, 0])
})

it("gives no slot twice, however many come and go", () => {
  const slots = new Slots()
  const random = new SeededRandom(3)
  for (let turn = 0; turn < 200; turn++) {
    const from = Math.floor(random.next() * 40)
    const keys = Array.from({ length: Math.floor(random.next() * 30) }, (_, at) => `${from + at}`)
    const given = slots.assign(keys)
    expect(new Set(given).size).toBe(keys.length)
    expect(Math.max(-1, ...given)).toBeLessThan(Math.max(1, keys.length))
  }
})
