import { spawn } from "node:child_process"
import { mkdir, readFile, rm, symlink } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cove, environment, root, home as sharedHome } from "../support/cove.ts"
import { leftovers } from "../support/leftovers.ts"
import { drivers } from "../support/test-cluster.ts"

/** What `start` says when it is cut off: from before the first file to after the last. */
const moments = [
  "Choosing a driver",
  "Preparing the network",
  "Starting the node",
  "Starting Kubernetes",
  "Waiting for DNS",
]

for (const driver of drivers) {
  describe(`a start on the ${driver} driver that is cut off`, () => {
    const home = join(sharedHome, `interrupted-${driver}`)
    const profile = `cut-${driver}`
    const env = { COVE_HOME: home, KUBECONFIG: join(home, "kubeconfig") }

    beforeAll(async () => {
      await rm(home, { recursive: true, force: true })
      await mkdir(join(sharedHome, "cache"), { recursive: true })
      await mkdir(home, { recursive: true })
      await symlink(join(sharedHome, "cache"), join(home, "cache"))
      expect((await cove(["start", "-p", profile, "--driver", driver, "--wait=none"], { env })).code).toBe(0) // fills the cache
      expect((await cove(["delete", "-p", profile], { env })).code).toBe(0)
    })
    afterAll(async () => {
      await cove(["delete", "-p", profile], { env })
      await rm(home, { recursive: true, force: true })
    })

    /** Starts, and signals as soon as it says so. Resolves with the exit code, undefined after a signal. */
    const cutOff = async (moment: string, signal: NodeJS.Signals): Promise<number | undefined> => {
      const command = [join(root, "core/cmd/cove.ts"), "start", "-p", profile, "--driver", driver]
      const child = spawn(process.execPath, command, {
        env: { ...environment(), ...env },
        stdio: ["ignore", "pipe", "ignore"],
      })
      let said = ""
      child.stdout.on("data", (bytes: Buffer) => {
        if (said.includes(moment)) return
        said += bytes.toString()
        if (said.includes(moment)) child.kill(signal)
      })
      return new Promise((resolve) => child.on("close", (code) => resolve(code ?? undefined)))
    }

    for (const moment of moments) {
      it(`by force at "${moment}" is taken away whole`, async () => {
        expect(await cutOff(moment, "SIGKILL")).toBeUndefined()
        const deleted = await cove(["delete", "-p", profile], { env })
        expect(deleted, deleted.stderr).toMatchObject({ code: 0 })
        expect(await leftovers(home, profile)).toEqual([])
        expect(await readFile(env.KUBECONFIG, "utf8")).not.toContain(profile)
      })
    }

    it("by Ctrl-C says how to go on, and goes on", async () => {
      expect(await cutOff("Starting the node", "SIGINT")).toBe(2)
      const again = await cove(["start", "-p", profile, "--driver", driver], { env })
      expect(again, again.stderr).toMatchObject({ code: 0 })
      expect((await cove(["status", "-p", profile], { env })).code).toBe(0)
    })

    it("goes on after a kill in the middle, and two at once are one after the other", async () => {
      await cove(["delete", "-p", profile], { env })
      await cutOff("Starting Kubernetes", "SIGKILL")
      const start = () => cove(["start", "-p", profile, "--driver", driver], { env })
      const both = await Promise.all([start(), start()])
      expect(both.map(({ code }) => code)).toEqual([0, 0])
      expect(both.filter(({ stdout }) => stdout.includes("Waiting for another command"))).toHaveLength(1)
      expect(both.filter(({ stdout }) => stdout.includes("is running."))).toHaveLength(1)
    })
  })
}
