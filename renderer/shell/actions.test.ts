import { expect, it } from "vitest"
import { type Action, ActionRegistry } from "./actions.ts"

function action(id: string, title = id): Action {
  return { id, title, section: "Test", run: () => {} }
}

it("has the actions of everything on the screen, and loses those of what left", () => {
  const registry = new ActionRegistry()
  registry.add([action("a")])
  const leave = registry.add([action("b"), action("c")])
  expect(registry.all.map(({ id }) => id)).toEqual(["a", "b", "c"])
  leave()
  expect(registry.all.map(({ id }) => id)).toEqual(["a"])
})

it("keeps of two actions with one id the one that came last", () => {
  const registry = new ActionRegistry()
  registry.add([action("open", "first")])
  const leave = registry.add([action("open", "second")])
  expect(registry.all.map(({ title }) => title)).toEqual(["second"])
  leave()
  expect(registry.all.map(({ title }) => title)).toEqual(["first"])
})

it("tells of every change, until nobody listens", () => {
  const registry = new ActionRegistry()
  let told = 0
  const end = registry.subscribe(() => told++)
  const leave = registry.add([action("a")])
  leave()
  end()
  registry.add([action("b")])
  expect(told).toBe(2)
})

it("is the same list as long as nothing changes", () => {
  const registry = new ActionRegistry()
  registry.add([action("a")])
  expect(registry.all).toBe(registry.all)
})
