/** The process of the host: does what the screens ask for, over the lines that main opens. */
import { standardErrorLog } from "../core/cmd/desktop/desktop-deps.ts"
import { startDesktopHost } from "../core/cmd/desktop/start-desktop-host.ts"
import { takeLines } from "./host/host-lines.ts"

const root = process.argv.at(-1) ?? "" // what Electron puts before it differs
const stop = new AbortController()
const log = standardErrorLog()

/** How long what was open may take to close. */
const closingMs = 1_000

function end(): void {
  stop.abort(new Error("The app ends"))
  setTimeout(() => process.exit(0), closingMs).unref()
}

process.on("SIGTERM", end)
process.on("unhandledRejection", (error) => log.error("Something failed that nobody waited for", { error }))

await startDesktopHost({
  root,
  shell: "window",
  log,
  signal: stop.signal,
  lines: (take) => takeLines(process.parentPort, take, end),
})
process.parentPort.postMessage({ type: "ready" })
