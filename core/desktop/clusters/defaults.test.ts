import { expect, it } from "vitest"
import { clusterDefaults } from "./defaults.ts"

const machine = { cpus: 8, memoryMiB: 32_768 }

it("proposes the first name that is free", () => {
  expect(clusterDefaults([], machine).name).toBe("cove")
  expect(clusterDefaults(["cove", "cove-3", "web"], machine).name).toBe("cove-2")
})

it("goes by what the machine has", () => {
  const small = { cpus: 1, memoryMiB: 3_000 }
  expect(clusterDefaults([], machine)).toMatchObject({ driver: "auto", nodes: 1, cpus: 2, memoryMiB: 4096, machine })
  expect(clusterDefaults([], small)).toMatchObject({ cpus: 1, memoryMiB: 1_500 })
})

it("takes what the settings say, as far as the machine has it", () => {
  const wishes = { driver: "native", nodes: 3, cpus: 16, memoryMiB: 8_192 }
  expect(clusterDefaults([], machine, wishes)).toMatchObject({ driver: "native", nodes: 3, cpus: 8, memoryMiB: 8_192 })
})
