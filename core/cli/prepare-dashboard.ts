import { describeError } from "../base/log.ts"
import type { Cli } from "./cli.ts"
import type { Dashboard } from "./dashboard.ts"

/** A dashboard whose screens are being built while something else goes on. */
export interface PreparedDashboard {
  /** Shows it, and says where in a sentence. It never throws: what was started before runs without it, too. */
  show(): Promise<string>
  /** Ends the building: there will be nothing to show. */
  giveUp(): void
}

export async function prepareDashboard(cli: Cli): Promise<PreparedDashboard> {
  const dashboard = await cli.dashboard()
  const stop = new AbortController()
  const prepared = dashboard.prepare(AbortSignal.any([cli.signal, stop.signal]))
  prepared.catch(() => {}) // who shows it hears of it
  return {
    giveUp: () => stop.abort(new Error("There is nothing to show")),
    show: async () => {
      try {
        await prepared
        return await whereShown(dashboard, cli.signal)
      } catch (error) {
        const { explain } = await import("./errors.ts")
        const { message, advice } = explain(error, { interrupted: cli.signal.aborted })
        return `The dashboard cannot be shown: ${message}\n${advice}`
      }
    },
  }
}

async function whereShown({ openWindow, background }: Dashboard, signal: AbortSignal): Promise<string> {
  if (openWindow === undefined) return `The dashboard is at ${await background(signal)}`
  try {
    await openWindow()
    return "The dashboard is in Cove's window."
  } catch (error) {
    return `Cove's window does not open: ${describeError(error)}\nThe dashboard is at ${await background(signal)}`
  }
}
