import { expect, it } from "vitest"
import { countMembers, countMembersIn } from "./json-members.ts"

it("counts alike in a text and in its value", () => {
  const value = { a: 1, "b:c": ["x:y", { d: null, 'e"': "f\\" }], __proto: {}, g: { h: ":" } }
  for (const text of [JSON.stringify(value), JSON.stringify(value, undefined, 2)]) {
    expect(countMembersIn(text)).toBe(7)
    expect(countMembers(JSON.parse(text))).toBe(7)
  }
})

it("counts a member that stands twice once in the value", () => {
  const text = '{"a":1,"b":{"c":1,"c":2},"a":{"__proto__":0,"__proto__":1}}'
  expect(countMembersIn(text)).toBe(7)
  expect(countMembers(JSON.parse(text))).toBe(4)
})

it("does not count what is too deep to be walked", () => {
  expect(countMembersIn("[".repeat(100_000))).toBeUndefined()
  expect(countMembersIn(`${"[]".repeat(1_000)}{"a":1}`)).toBe(1)
})
