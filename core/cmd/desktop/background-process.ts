import { spawn } from "node:child_process"
import { mkdir, open, rm } from "node:fs/promises"
import { join } from "node:path"
import { waitUntil } from "../../base/wait-until.ts"
import { ClusterError } from "../../cluster/errors.ts"
import type { Home } from "../../cluster/home.ts"
import { type DashboardPlace, isAlive, readDashboard, removeDashboard } from "../../desktop/server/dashboard-file.ts"
import { systemClock } from "../../host/clock.ts"

export interface BackgroundStart {
  readonly root: string
  readonly home: Home
  readonly signal: AbortSignal
}

/** Starts the server in the background: a process that outlives this one, and belongs to no terminal. */
export async function startBackground({ root, home, signal }: BackgroundStart): Promise<DashboardPlace> {
  await mkdir(home.folder, { recursive: true })
  const logFile = logOf(home)
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
    return await waitUntil(
      async () => {
        if (ended !== undefined) throw ended
        const place = await readDashboard(home)
        return place?.processId === child.pid ? place : undefined
      },
      { clock: systemClock, everyMs: 50, atMostMs: startsWithinMs, signal, what: "the dashboard to listen" },
    )
  } catch (cause) {
    child.kill()
    const advice = `Its own words are in ${logFile}.`
    throw new ClusterError("The dashboard does not start", { id: "SVC_DASHBOARD", exitCode: 110, advice, cause })
  } finally {
    child.unref()
  }
}

/** The screens may have to be built first. */
const startsWithinMs = 120_000

/** Ends the server in the background by taking its file away. Returns when it is gone, so that its home can go, too. */
export async function endBackground(home: Home): Promise<void> {
  const place = await readDashboard(home)
  const lives = place !== undefined && (await isAlive(place, systemClock))
  await removeDashboard(home)
  if (lives) await hasEnded(place)
  await rm(logOf(home), { force: true })
}

function logOf(home: Home): string {
  return join(home.folder, "dashboard.log")
}

async function hasEnded(place: DashboardPlace): Promise<void> {
  await waitUntil(async () => !isRunning(place.processId), {
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
