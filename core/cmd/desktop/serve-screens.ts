import type { Services } from "../../bridge/host.ts"
import type { HostLine } from "../../bridge/line.ts"
import { ClusterError } from "../../cluster/errors.ts"
import type { Home } from "../../cluster/home.ts"
import { newToken } from "../../desktop/server/access.ts"
import { type ScreensServer, startScreensServer } from "../../desktop/server/screens-server.ts"
import { systemClock } from "../../host/clock.ts"
import { systemRandom } from "../../host/random.ts"
import { ensureScreens } from "../bundle/screens.ts"
import { standardErrorLog } from "./desktop-deps.ts"
import { startDesktopHost } from "./start-desktop-host.ts"

export interface ServeOptions {
  readonly root: string
  /** 0 takes a free one. */
  readonly port: number
  /** Where the screens were served before, to be found there again; passed over when somebody else has the port. */
  readonly before?: { readonly port: number; readonly token: string } | undefined
  readonly signal: AbortSignal
  onBuild?(): void
  /** Told of every line. */
  onLine?(line: HostLine): void
}

export interface ServedScreens {
  readonly url: string
  readonly port: number
  readonly token: string
  readonly home: Home
  readonly services: Services
  /** Resolves when the signal has aborted and all is closed. */
  readonly ended: Promise<void>
}

/** Serves the screens to browsers of this machine from this process, until the signal aborts. */
export async function serveScreens(options: ServeOptions): Promise<ServedScreens> {
  const { root, signal, onLine } = options
  const folder = await ensureScreens(options)
  const log = standardErrorLog()
  // One answer that goes wrong in an unforeseen way must not end all the others.
  const survive = (error: unknown) => log.error("Something failed that nobody waited for", { error })
  process.on("unhandledRejection", survive)
  const takers: ((line: HostLine) => void)[] = onLine === undefined ? [] : [onLine]
  const failed = new AbortController()
  const host = await startDesktopHost({
    root,
    shell: "browser",
    log,
    signal: AbortSignal.any([signal, failed.signal]),
    lines: (take) => void takers.push(take),
  })
  const onEachLine = (line: HostLine) => {
    for (const taker of takers) taker(line)
  }
  const server = await listen(options, folder, onEachLine).catch((error: unknown) => {
    failed.abort(error)
    throw error
  })
  const ended = closeWith(server, signal).finally(() => process.off("unhandledRejection", survive))
  return { ...host, url: server.url, port: server.port, token: server.token, ended }
}

async function listen(
  { port, before }: ServeOptions,
  folder: string,
  onLine: (line: HostLine) => void,
): Promise<ScreensServer> {
  const at = (place: { readonly port: number; readonly token: string }) =>
    startScreensServer({ folder, ...place, clock: systemClock, onLine })
  const found = before === undefined ? undefined : await at(before).catch(() => undefined) // somebody has its port
  if (found !== undefined) return found
  try {
    return await at({ port, token: newToken(systemRandom) })
  } catch (cause) {
    const advice = "Choose another port with --port, or leave it out."
    throw new ClusterError(`The dashboard cannot have port ${port}`, { id: "SVC_PORT", exitCode: 89, advice, cause })
  }
}

function closeWith(server: ScreensServer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const close = () => void server.close().then(resolve, reject)
    if (signal.aborted) close()
    else signal.addEventListener("abort", close, { once: true })
  })
}
