import { describe, expect, it } from "vitest"
import { rebaseEdits } from "./rebase-edits.ts"

const list = {
  type: "array",
  items: { type: "object", properties: {} },
  "x-kubernetes-list-map-keys": ["name"],
}
const root = { type: "object", properties: { containers: list, args: { type: "array" } } }
const schema = { document: { components: { schemas: {} } }, root }

describe("my edits on what others wrote meanwhile", () => {
  it("stand beside theirs where they touch other fields", () => {
    const base = { spec: { replicas: 1, image: "a", gone: true } }
    const mine = { spec: { replicas: 3, image: "a" } }
    const theirs = { spec: { replicas: 1, image: "b", gone: true, more: 1 } }
    expect(rebaseEdits({ base, mine, theirs }, undefined)).toEqual({
      object: { spec: { replicas: 3, image: "b", more: 1 } },
      collisions: [],
    })
  })

  it("win where both changed the same field, and are told of", () => {
    const result = rebaseEdits({ base: { a: { b: 1 } }, mine: { a: { b: 2 } }, theirs: { a: { b: 3 } } }, undefined)
    expect(result).toEqual({ object: { a: { b: 2 } }, collisions: ["a.b"] })
  })

  it("merge items of lists by their keys", () => {
    const item = (name: string, image: string) => ({ name, image })
    const base = { containers: [item("a", "1"), item("b", "1")] }
    const mine = { containers: [item("a", "2"), item("b", "1")] }
    const theirs = { containers: [item("b", "9"), item("a", "1"), item("c", "1")] }
    expect(rebaseEdits({ base, mine, theirs }, schema)).toEqual({
      object: { containers: [item("a", "2"), item("b", "9"), item("c", "1")] },
      collisions: [],
    })
  })

  it("take a list without keys as one value", () => {
    const result = rebaseEdits({ base: { args: ["a"] }, mine: { args: ["b"] }, theirs: { args: ["c"] } }, schema)
    expect(result).toEqual({ object: { args: ["b"] }, collisions: ["args"] })
  })

  it("may remove what others left alone", () => {
    expect(rebaseEdits({ base: { a: 1, b: 1 }, mine: { b: 1 }, theirs: { a: 1, b: 2 } }, undefined).object).toEqual({
      b: 2,
    })
  })
})
