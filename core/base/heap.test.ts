import { expect, it } from "vitest"
import { Heap } from "./heap.ts"
import { SeededRandom } from "./testing/seeded-random.ts"

it("gives back whatever was put in, smallest first", () => {
  const random = new SeededRandom(7)
  const numbers = Array.from({ length: 200 }, () => Math.floor(random.next() * 50))
  const heap = new Heap<number>((a, b) => a - b)
  for (const number of numbers) heap.push(number)
  const popped = Array.from({ length: 200 }, () => heap.pop())
  expect(popped).toEqual([...numbers].sort((a, b) => a - b))
  expect(heap.pop()).toBeUndefined()
})

it("shows the smallest without taking it", () => {
  const heap = new Heap<number>((a, b) => a - b)
  heap.push(2)
  heap.push(1)
  expect([heap.peek(), heap.size]).toEqual([1, 2])
})
