import { rm } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import type { Clock } from "../../base/clock.ts"
import { alivePath } from "../../bridge/alive-path.ts"
import type { Home } from "../../cluster/home.ts"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"

const place = z.object({
  processId: z.number().int().min(1),
  port: z.number().int().min(1).max(65_535),
  token: z.string().min(32),
})

/** Where the server in the background is, and the token that it asks for. */
export type DashboardPlace = z.infer<typeof place>

/** Readable by its owner alone. The server ends when the file is gone or tells of another. */
function dashboardFile(home: Home): string {
  return join(home.folder, "dashboard.json")
}

/** What the file says; undefined when there is none, or none of ours. */
export async function readDashboard(home: Home): Promise<DashboardPlace | undefined> {
  try {
    return place.parse(JSON.parse((await readTextFile(dashboardFile(home))) ?? ""))
  } catch {
    return undefined
  }
}

export async function writeDashboard(home: Home, dashboard: DashboardPlace): Promise<void> {
  await rm(dashboardFile(home), { force: true }) // one that somebody may read would stay so
  await writeFileAtomically(dashboardFile(home), JSON.stringify(dashboard), { mode: 0o600 })
}

export async function removeDashboard(home: Home): Promise<void> {
  await rm(dashboardFile(home), { force: true })
}

/** The address to open: browsers send what stands behind the # to nobody. */
export function urlOf({ port, token }: Pick<DashboardPlace, "port" | "token">): string {
  return `http://127.0.0.1:${port}/#token=${token}`
}

/** Whether the server that the file tells of answers, and is ours: it knows the token. */
export async function isAlive({ port, token }: DashboardPlace, clock: Clock): Promise<boolean> {
  const stop = new AbortController()
  const timer = clock.after(answersWithinMs, () => stop.abort(new Error("It does not answer")))
  try {
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(`http://127.0.0.1:${port}${alivePath}`, { headers, signal: stop.signal })
    await response.text()
    return response.status === 200
  } catch {
    return false
  } finally {
    timer.cancel()
  }
}

const answersWithinMs = 2_000
