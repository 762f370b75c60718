import { expect, it } from "vitest"
import { type Rank, Turns } from "./turns.ts"

function setUp(atOnce: number) {
  const turns = new Turns(atOnce)
  const begun: string[] = []
  const end = new Map<string, () => void>()
  const take = (rank: Rank, name: string) =>
    turns.take(rank, () => {
      begun.push(name)
      return new Promise<void>((resolve) => end.set(name, resolve))
    })
  const finish = async (name: string) => {
    end.get(name)?.()
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  return { turns, begun, take, finish }
}

it("lets so many work at once, and the next when one is done", async () => {
  const { begun, take, finish } = setUp(2)
  for (const name of ["a", "b", "c"]) void take(1, name)
  expect(begun).toEqual(["a", "b"])
  await finish("b")
  expect(begun).toEqual(["a", "b", "c"])
})

it("finishes what is begun before it begins what is new", async () => {
  const { begun, take, finish } = setUp(1)
  for (const name of ["a", "b"]) void take(1, name)
  void take(0, "rest of a")
  await finish("a")
  await finish("rest of a")
  expect(begun).toEqual(["a", "rest of a", "b"])
})

it("goes on after one that failed", async () => {
  const { turns } = setUp(1)
  await expect(turns.take(1, () => Promise.reject(new Error("no")))).rejects.toThrow("no")
  expect(await turns.take(1, async () => "yes")).toBe("yes")
})
