import { describe, expect, it } from "vitest"
import { ClusterError } from "../cluster/errors.ts"
import type { Cli } from "./cli.ts"
import type { Dashboard } from "./dashboard.ts"
import { prepareDashboard } from "./prepare-dashboard.ts"

const address = "http://127.0.0.1:4000/#token=0"

function prepared(parts: Partial<Dashboard>) {
  const dashboard = { prepare: async () => {}, background: async () => address, ...parts } as Dashboard // all that is asked
  const { signal } = new AbortController()
  return prepareDashboard({ dashboard: async () => dashboard, signal } as Pick<Cli, "dashboard" | "signal"> as Cli)
}

describe("prepareDashboard", () => {
  it("says the address where there can be no window", async () => {
    expect(await (await prepared({})).show()).toBe(`The dashboard is at ${address}`)
  })

  it("opens the window where there can be one, and no server beside it", async () => {
    const background = () => Promise.reject(new Error("nobody needs it"))
    const dashboard = await prepared({ openWindow: async () => {}, background })
    expect(await dashboard.show()).toBe("The dashboard is in Cove's window.")
  })

  it("says why the window does not open, and the address", async () => {
    const dashboard = await prepared({ openWindow: () => Promise.reject(new Error("Electron ended with 1")) })
    expect(await dashboard.show()).toBe(
      `Cove's window does not open: Electron ended with 1\nThe dashboard is at ${address}`,
    )
  })

  const problem = new ClusterError("The screens do not build", { id: "X", exitCode: 1, advice: "Mend them." })
  const failing: readonly Partial<Dashboard>[] = [
    { prepare: () => Promise.reject(problem) },
    { background: () => Promise.reject(problem) },
  ]
  for (const parts of failing) {
    it(`tells of a failing ${Object.keys(parts).join()} instead of failing itself`, async () => {
      expect(await (await prepared(parts)).show()).toBe(
        "The dashboard cannot be shown: The screens do not build\nMend them.",
      )
    })
  }

  it("builds the screens while something else goes on, and stops when it is given up", async () => {
    let signal: AbortSignal | undefined
    const dashboard = await prepared({
      prepare: async (given) => {
        signal = given
      },
    })
    expect(signal?.aborted).toBe(false)
    dashboard.giveUp()
    expect(signal?.aborted).toBe(true)
  })
})
