/** The command line: `npm run cove -- status`, or `cove status` where cove.mjs is linked. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Cli } from "../cli/cli.ts"
import { runCli } from "../cli/program.ts"
import type { Terminal } from "../drivers/driver.ts"
import { systemClock } from "../host/clock.ts"
import { systemRandom } from "../host/random.ts"

const root = join(import.meta.dirname, "../..")
// The first Ctrl-C ends what is under way in good order, a second one at once. The listeners stay: libraries that find
// none left end the process themselves.
const stop = new AbortController()
process.on("SIGINT", () => (stop.signal.aborted ? process.exit(130) : stop.abort(new Error("Interrupted"))))
process.on("SIGTERM", () => (stop.signal.aborted ? process.exit(143) : stop.abort(new Error("Terminated"))))

// Who reads may have read enough (`cove logs | head`): ends as programs do that do not ask.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error
    process.exit(141)
  })
}

const cli: Cli = {
  version: (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  terminal: process.stdin.isTTY && process.stdout.isTTY ? terminal() : undefined,
  interactive: process.stdout.isTTY === true && process.env["CI"] === undefined,
  defaultProfile: process.env["COVE_PROFILE"] ?? "cove",
  debug: process.env["COVE_DEBUG"] !== undefined,
  clock: systemClock,
  random: systemRandom,
  signal: stop.signal,
  deps: async () => (await import("./cove/cluster-deps.ts")).newClusterDeps(root),
  dashboard: async () => (await import("./desktop/dashboard.ts")).newDashboard(root),
}

process.exitCode = await runCli(cli, process.argv.slice(2))

function terminal(): Terminal {
  return {
    input: process.stdin,
    output: process.stdout,
    size: () => ({ columns: process.stdout.columns, rows: process.stdout.rows }),
    onResize: (listener) => {
      process.stdout.on("resize", listener)
      return () => process.stdout.off("resize", listener)
    },
  }
}
