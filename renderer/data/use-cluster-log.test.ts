import { expect, it } from "vitest"
import { LogText } from "./use-cluster-log.ts"

it("makes lines of text that comes in pieces", () => {
  const text = new LogText()
  text.add("one\ntw")
  expect(text.read()).toEqual({ lines: ["one", "tw"], forgotten: 0 })
  text.add("o\nthree\n")
  expect(text.read()).toEqual({ lines: ["one", "two", "three"], forgotten: 0 })
})

it("forgets the oldest lines when there are too many, and knows how many", () => {
  const text = new LogText()
  text.add(Array.from({ length: 20_005 }, (_, line) => `${line}\n`).join(""))
  const { lines, forgotten } = text.read()
  expect(lines).toHaveLength(20_000)
  expect([lines[0], forgotten]).toEqual(["5", 5])
})
