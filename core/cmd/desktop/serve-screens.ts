import type { Services } from "../../bridge/host.ts"
import type { HostLine } from "../../bridge/line.ts"
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
export async function serveScreens({ root, port, signal, onBuild, onLine }: ServeOptions): Promise<ServedScreens> {
  const folder = await ensureScreens({ root, signal, ...(onBuild === undefined ? {} : { onBuild }) })
  const log = standardErrorLog()
  // One answer that goes wrong in an unforeseen way must not end all the others.
  const survive = (error: unknown) => log.error("Something failed that nobody waited for", { error })
  process.on("unhandledRejection", survive)
  const token = newToken(systemRandom)
  const takers: ((line: HostLine) => void)[] = onLine === undefined ? [] : [onLine]
  const lines = (take: (line: HostLine) => void) => void takers.push(take)
  const host = await startDesktopHost({ root, shell: "browser", log, signal, lines })
  const take = (line: HostLine) => {
    for (const taker of takers) taker(line)
  }
  const server = await startScreensServer({ folder, port, token, clock: systemClock, onLine: take })
  const ended = closeWith(server, signal).finally(() => process.off("unhandledRejection", survive))
  return { ...host, url: server.url, port: server.port, token, ended }
}

function closeWith(server: ScreensServer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const close = () => void server.close().then(resolve, reject)
    if (signal.aborted) close()
    else signal.addEventListener("abort", close, { once: true })
  })
}
