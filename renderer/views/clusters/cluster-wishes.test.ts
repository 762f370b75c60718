import { describe, expect, it } from "vitest"
import { errorsOf, nameError, startCommand, startInput } from "./cluster-wishes.ts"

const wishes = { name: "web", driver: "docker", nodes: "2", cpus: "1.5", memory: "4" }
const machine = { cpus: 8, memoryMiB: 16_384 }

describe("the name of a new cluster", () => {
  const names = [
    { name: "web", right: true },
    { name: "w", right: true },
    { name: "web-2", right: true },
    { name: "1", right: true },
    { name: "a".repeat(40), right: true },
    { name: "a".repeat(41), right: false },
    { name: "Web", right: false },
    { name: "web_2", right: false },
    { name: "-web", right: false },
    { name: "web-", right: false },
    { name: "we b", right: false },
  ]
  for (const { name, right } of names) {
    it(`${right ? "may" : "may not"} be "${name}"`, () => {
      expect(nameError(name, []) === undefined).toBe(right)
    })
  }

  it("may not be empty, nor that of another cluster", () => {
    expect(nameError("", [])).toBe("A cluster needs a name")
    expect(nameError("web", ["web"])).toBe("There is a cluster of this name")
  })
})

it("finds nothing wrong with what the machine can do", () => {
  expect(errorsOf(wishes, { taken: [], machine })).toEqual({})
})

const wrong = [
  { part: { nodes: "0" }, field: "nodes", error: "A number from 1 to 50" },
  { part: { nodes: "1.5" }, field: "nodes", error: "A number from 1 to 50" },
  { part: { nodes: "" }, field: "nodes", error: "A number from 1 to 50" },
  { part: { cpus: "9" }, field: "cpus", error: "A number from 0.1 to 8" },
  { part: { memory: "0.5" }, field: "memory", error: "A number from 1 to 16" },
  { part: { memory: "17" }, field: "memory", error: "A number from 1 to 16" },
]

for (const { part, field, error } of wrong) {
  it(`refuses ${JSON.stringify(part)}`, () => {
    expect(errorsOf({ ...wishes, ...part }, { taken: [], machine })).toEqual({ [field]: error })
  })
}

it("asks the host in numbers and mebibytes", () => {
  expect(startInput(wishes)).toEqual({
    action: "start",
    profile: "web",
    driver: "docker",
    nodes: 2,
    cpus: 1.5,
    memoryMiB: 4096,
  })
})

it("says the same on the command line, with mebibytes only where they are no whole gibibytes", () => {
  expect(startCommand(wishes)).toBe("cove start -p web --driver docker --nodes 2 --cpus 1.5 --memory 4g")
  expect(startCommand({ ...wishes, driver: "auto", memory: "1.5" })).toBe(
    "cove start -p web --nodes 2 --cpus 1.5 --memory 1536m",
  )
})
