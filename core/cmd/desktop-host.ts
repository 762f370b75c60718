/**
 * `node core/cmd/desktop-host.ts`: the screens and what answers them, in the background. It ends by itself when nobody
 * has needed it for a while, and at once when its file in Cove's home is gone.
 */
import { join } from "node:path"
import { serveInBackground } from "./desktop/background.ts"

const stop = new AbortController()
for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
  process.once(name, () => stop.abort(new Error("Asked to stop")))
await serveInBackground({ root: join(import.meta.dirname, "../.."), stop })
process.exit(0)
