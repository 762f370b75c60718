import { describe, expect, it } from "vitest"
import { FakeClock } from "../base/testing/fake-clock.ts"
import type { Driver, Health } from "./driver.ts"
import { chooseDriver, type DriverDefinition } from "./drivers.ts"

const machine = { platform: "linux", userId: 0, path: "" }
const surroundings = { folder: "/nowhere", machine, dockerHost: undefined, clock: new FakeClock() }

function definition(name: "docker" | "native", health: Health): DriverDefinition {
  return { name, open: async () => ({ name, health: async () => health }) as unknown as Driver } // no more is asked of it
}

const healthy: Health = { healthy: true, detail: "" }
const noEngine: Health = { healthy: false, reason: "No engine answers", advice: "Start Docker." }
const notRoot: Health = { healthy: false, reason: "Needs root", advice: "Be root." }

describe("chooseDriver", () => {
  it("takes the first that can work", async () => {
    const candidates = [definition("docker", noEngine), definition("native", healthy)]
    expect((await chooseDriver("auto", surroundings, candidates)).name).toBe("native")
  })

  it("does not look at others when one is named", async () => {
    const candidates = [definition("docker", noEngine), definition("native", healthy)]
    await expect(chooseDriver("docker", surroundings, candidates)).rejects.toMatchObject({
      message: "No node can run here: No engine answers",
      advice: "Start Docker.",
    })
  })

  it("says why none can and what to do", async () => {
    const candidates = [definition("docker", noEngine), definition("native", notRoot)]
    await expect(chooseDriver("auto", surroundings, candidates)).rejects.toMatchObject({
      message: "No node can run here: No engine answers; Needs root",
      advice: "Start Docker.\nBe root.",
    })
  })

  it("refuses a name that it does not know", async () => {
    await expect(chooseDriver("podman", surroundings)).rejects.toMatchObject({
      advice: "Choose one of: auto, docker, native.",
    })
  })
})
