import { expect, it } from "vitest"
import { addons } from "./addons.ts"

it("names each add-on once, in words that fit a command line", () => {
  const names = addons.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]*$/)
})

for (const { name, runs } of addons) {
  it(`says of "${name}" by name or by labels what it runs, never everything of a kind`, () => {
    for (const part of runs) expect(part.name ?? part.labelSelector).toBeTruthy()
  })
}
