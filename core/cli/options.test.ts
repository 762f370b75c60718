import { expect, it } from "vitest"
import { parseCpus, parseDuration, parseMemory } from "./options.ts"

it("reads amounts of memory as minikube does", () => {
  expect(["4096", "4096m", "4g", "4GiB", "2.5g", "1048576k"].map(parseMemory)).toEqual([
    4096, 4096, 4096, 4096, 2560, 1024,
  ])
  expect(() => parseMemory("much")).toThrow("4096m or 4g")
})

it("reads Go's durations", () => {
  expect(["6m0s", "90s", "1h2m3s", "250ms"].map(parseDuration)).toEqual([360_000, 90_000, 3_723_000, 250])
  expect(() => parseDuration("soon")).toThrow("6m0s")
  expect(() => parseDuration("6m later")).toThrow("6m0s")
})

it("reads numbers of CPUs", () => {
  expect(parseCpus("1.5", () => 8)).toBe(1.5)
  expect(parseCpus("max", () => 8)).toBe(8)
  expect(() => parseCpus("0", () => 8)).toThrow("as in 2")
})
