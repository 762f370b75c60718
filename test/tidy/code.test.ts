import { describe, expect, it } from "vitest"
import { codeRules } from "./code-rules.ts"
import { breachesOf, isProduct } from "./rule.ts"
import { readSources } from "./source-files.ts"
import { parse } from "./syntax.ts"

describe("code", () => {
  const files = readSources(["core", "electron", "renderer", "test"], /\.tsx?$/).map(parse)
  const breaches = breachesOf(codeRules, files)

  for (const rule of codeRules) {
    it(rule.sentence, () => {
      expect(breaches.get(rule)).toEqual([])
    })
  }

  it("of ten failures that are thrown, nine have a class or a status that a caller can tell", () => {
    const text = files.filter(isProduct).map((file) => file.text)
    const count = (what: RegExp) => text.reduce((sum, each) => sum + [...each.matchAll(what)].length, 0)
    expect(count(/throw new Error\(/g)).toBeLessThan(count(/throw (new )?\w+\(/g) / 10)
  })

  it("what is exported is used in another file, but for types and errors, which are part of a signature", () => {
    const usedIn = new Map<string, Set<string>>()
    for (const { path, text } of files) {
      for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) usedIn.set(word, (usedIn.get(word) ?? new Set()).add(path))
    }
    const unused = files.filter(isProduct).flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:async )?(?:const|function\*?|class) (\w+)/gm)]
        .map(([, name = ""]) => name)
        .filter((name) => !name.endsWith("Error") && usedIn.get(name)?.size === 1)
        .map((name) => `${path} ${name}`),
    )
    expect(unused).toEqual([])
  })

  it("no file is longer than 400 lines", () => {
    const long = files.filter((file) => !file.isTest && file.text.split("\n").length > 400)
    expect(long.map(({ path }) => path)).toEqual([])
  })
})
