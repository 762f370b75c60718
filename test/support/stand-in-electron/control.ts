/** Lets a test run functions in main, as playwright's `electronApplication.evaluate` does: over this process's channel. */
import * as electron from "./electron.ts"

process.on("message", async (message) => {
  const { id, source, argument } = message as { id: number; source: string; argument: unknown } // our own test's words
  try {
    const run = new Function(`return (${source})`)() as (electron: object, argument: unknown) => unknown
    process.send?.({ id, value: await run(electron, argument) })
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
