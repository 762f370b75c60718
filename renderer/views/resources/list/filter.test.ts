import { describe, expect, it } from "vitest"
import { appliedFilter, isSelector } from "./filter.ts"

describe("what is typed into a list's filter", () => {
  for (const text of ["app=web", "app!=web", "tier in (a, b)", "tier notin (a)", "!app", " app==web"]) {
    it(`is meant for labels: "${text}"`, () => expect(isSelector(text)).toBe(true))
  }

  for (const text of ["", "web", "web-1 running", "in", "crash!"]) {
    it(`is words: "${text}"`, () => expect(isSelector(text)).toBe(false))
  }

  it("narrows by words at once, by labels once they are a chip", () => {
    expect(appliedFilter({ text: "web", labels: ["a=b"] })).toEqual({ text: "web", labels: ["a=b"] })
    expect(appliedFilter({ text: "app=we", labels: ["a=b"] })).toEqual({ text: "", labels: ["a=b"] })
  })
})
