import { expect, test } from "vitest"
import { warningHeaders } from "./respond.ts"

test("warnings are quoted, each once", () => {
  expect(warningHeaders(['unknown field "spec.x"', "other", "other"])).toEqual({
    warning: '299 - "unknown field \\"spec.x\\"", 299 - "other"',
  })
  expect(warningHeaders([])).toBeUndefined()
})

test("whatever a warning quotes cannot end the header, and is UTF-8 on the wire", () => {
  const { warning = "" } = warningHeaders(["käse\r\nset-cookie: x \u{1f9c0}"]) ?? {}
  expect(Buffer.from(warning, "latin1").toString()).toBe('299 - "käse  set-cookie: x \u{1f9c0}"')
  expect(warning).not.toMatch(/[\r\n]/)
})

test("too many warnings are cut short", () => {
  const many = Array.from({ length: 100 }, (_, each) => `${each} ${"x".repeat(1000)}`)
  expect(warningHeaders(many)?.["warning"]?.length).toBeLessThan(5_000)
})
