import type { Progress } from "../cluster/deps.ts"
import { type Cli, print } from "./cli.ts"

/** Steps as ticked lines, moving while they last where somebody watches. */
export async function newProgress(cli: Cli): Promise<Progress> {
  const { Listr } = await import("listr2")
  return {
    note: (text) => print(cli, `! ${text}`),
    step: async <T>(title: string, run: (detail: (text: string) => void) => Promise<T>) => {
      let outcome: { readonly value: T } | undefined
      const startedMs = cli.clock.monotonicMs()
      const tasks = new Listr(
        [
          {
            title,
            task: async (_context, task) => {
              let last = ""
              const value = await run((text) => {
                last = text
                task.output = text
              })
              outcome = { value }
              const seconds = ((cli.clock.monotonicMs() - startedMs) / 1000).toFixed(1)
              task.title = `${title}${last === "" ? "" : `: ${last}`} (${seconds} s)`
            },
          },
        ],
        { renderer: cli.interactive ? "default" : "simple", rendererOptions: {}, registerSignalListeners: false },
      )
      await tasks.run()
      if (outcome === undefined) throw new Error(`Step "${title}" ended without an outcome`)
      return outcome.value
    },
  }
}
