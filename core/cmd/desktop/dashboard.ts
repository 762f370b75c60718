import { spawn } from "node:child_process"
import { mkdir, open } from "node:fs/promises"
import { join } from "node:path"
import { waitUntil } from "../../base/wait-until.ts"
import type { Dashboard } from "../../cli/dashboard.ts"
import { ClusterError } from "../../cluster/errors.ts"
import type { Home } from "../../cluster/home.ts"
import { type DashboardPlace, isAlive, readDashboard, removeDashboard } from "../../desktop/server/dashboard-file.ts"
import { systemClock } from "../../host/clock.ts"
import { ensureScreens } from "../bundle/screens.ts"
import { homeFromEnvironment } from "../cove/cluster-deps.ts"
import { openers } from "./desktop-deps.ts"

/** What shows the screens, from the project's sources. */
export function newDashboard(root: string): Dashboard {
  const home = homeFromEnvironment()
  return {
    ...openers(),
    prepare: async (signal) => void (await ensureScreens({ root, signal })),
    serve: async (options) => (await import("./serve-screens.ts")).serveScreens({ root, ...options }),
    background: async (signal) => addressOf((await answering(home)) ?? (await startBackground(root, home, signal))),
    endBackground: () => endBackground(home),
  }
}

function addressOf({ port, token }: DashboardPlace): string {
  return `http://127.0.0.1:${port}/#token=${token}`
}

async function answering(home: Home): Promise<DashboardPlace | undefined> {
  const place = await readDashboard(home)
  return place !== undefined && (await isAlive(place, systemClock)) ? place : undefined
}

/** A process that outlives this one, and belongs to no terminal. */
async function startBackground(root: string, home: Home, signal: AbortSignal): Promise<DashboardPlace> {
  await mkdir(home.folder, { recursive: true })
  const logFile = join(home.folder, "dashboard.log")
  const log = await open(logFile, "w", 0o600)
  const child = spawn(process.execPath, [join(root, "core/cmd/desktop-host.ts")], {
    cwd: home.folder,
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
    windowsHide: true,
  })
  await log.close()
  let ended: Error | undefined
  child.once("error", (error) => (ended = error))
  child.once("exit", (code) => (ended = new Error(`It ended with code ${code}`)))
  try {
    await waitUntil(
      async () => {
        if (ended !== undefined) throw ended
        return (await readDashboard(home))?.processId === child.pid
      },
      { clock: systemClock, everyMs: 50, atMostMs: 60_000, signal, what: "the dashboard to listen" },
    )
  } catch (cause) {
    const advice = `Its own words are in ${logFile}.`
    throw new ClusterError("The dashboard does not start", { id: "SVC_DASHBOARD", exitCode: 110, advice, cause })
  }
  child.unref()
  const place = await readDashboard(home)
  if (place === undefined) throw new Error("The dashboard was ended while it started")
  return place
}

/** Returns when it has ended, so that its home can be removed. */
async function endBackground(home: Home): Promise<void> {
  const place = await answering(home)
  await removeDashboard(home)
  if (place === undefined) return
  await waitUntil(() => Promise.resolve(!isRunning(place.processId)), {
    clock: systemClock,
    everyMs: 25,
    atMostMs: 10_000,
    what: "the dashboard to end",
  })
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}
