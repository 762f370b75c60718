import { spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { environment, root } from "../support/cove.ts"
import { leftovers } from "../support/leftovers.ts"
import { type OwnHome, ownHome } from "../support/own-home.ts"
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
    const profile = `cut-${driver}`
    const start = ["start", "-p", profile, "--driver", driver]
    const remove = ["delete", "-p", profile]
    let home: OwnHome

    beforeAll(async () => {
      home = await ownHome(`interrupted-${driver}`)
      expect(await home.cove([...start, "--wait=none"])).toMatchObject({ code: 0 }) // fills the cache
      expect(await home.cove(remove)).toMatchObject({ code: 0 })
    })
    afterAll(() => home?.remove())

    /** Starts, and signals as soon as it says so. Resolves with the exit code, undefined after a signal. */
    const cutOff = async (moment: string, signal: NodeJS.Signals): Promise<number | undefined> => {
      const env = { ...environment(), ...home.env }
      const child = spawn(process.execPath, [join(root, "core/cmd/cove.ts"), ...start], {
        env,
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
        expect(await home.cove(remove)).toMatchObject({ code: 0 })
        expect(await leftovers(home.folder, profile)).toEqual([])
        expect(await readFile(home.kubeconfig, "utf8")).not.toContain(profile)
      })
    }

    it("by Ctrl-C ends with 2, and goes on", async () => {
      expect(await cutOff("Starting the node", "SIGINT")).toBe(2)
      expect(await home.cove(start)).toMatchObject({ code: 0 })
      expect(await home.cove(["status", "-p", profile])).toMatchObject({ code: 0 })
    })

    it("goes on after a kill in the middle, and two at once are one after the other", async () => {
      await home.cove(remove)
      await cutOff("Starting Kubernetes", "SIGKILL")
      const both = await Promise.all([home.cove(start), home.cove(start)])
      expect(both.map(({ code }) => code)).toEqual([0, 0])
      expect(both.filter(({ stdout }) => stdout.includes("Waiting for another command"))).toHaveLength(1)
      expect(both.filter(({ stdout }) => stdout.includes("is running."))).toHaveLength(1)
    })
  })
}
