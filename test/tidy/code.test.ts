import { describe, expect, it } from "vitest"
import { codeRules } from "./code-rules.ts"
import { breachesOf } from "./rule.ts"
import { readSources } from "./source-files.ts"
import { parse } from "./syntax.ts"

describe("code", () => {
  const files = readSources(["core", "test"], /\.ts$/).map(parse)
  const breaches = breachesOf(codeRules, files)

  for (const rule of codeRules) {
    it(rule.sentence, () => {
      expect(breaches.get(rule)).toEqual([])
    })
  }

  it("no file is longer than 400 lines", () => {
    const long = files.filter((file) => !file.isTest && file.text.split("\n").length > 400)
    expect(long.map(({ path }) => path)).toEqual([])
  })
})
