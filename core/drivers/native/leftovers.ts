import { readdir, readFile, rmdir } from "node:fs/promises"
import { join } from "node:path"
import type { Clock } from "../../base/clock.ts"
import { waitUntil } from "../../base/wait-until.ts"
import { killProcess } from "../../host/processes.ts"

/**
 * Ends what still runs in a node's control groups and removes them. Only when runc knows nothing of the node: its state
 * was lost, or it was killed half-way. Groups that have children of their own cannot be set up again.
 */
export async function clearControlGroups(driverId: string, node: string, clock: Clock): Promise<void> {
  const groups = (await hierarchies()).map((hierarchy) => join(hierarchy, "cove", driverId, node))
  const clear = async () => {
    const gone = await Promise.all(groups.map((group) => clearGroup(group)))
    return gone.every((one) => one)
  }
  await waitUntil(clear, { clock, what: `last processes of node "${node}" to end`, everyMs: 50, atMostMs: 5_000 })
}

/** What held the groups of nodes; only when there are none, and none is being made. */
export async function removeEmptyGroups(driverId: string): Promise<void> {
  for (const hierarchy of await hierarchies()) {
    for (const group of [join("cove", driverId), "cove"]) await rmdir(join(hierarchy, group)).catch(() => {}) // others' may be in it
  }
}

/** Version 2 is one tree; version 1 has one for each controller. */
async function hierarchies(): Promise<readonly string[]> {
  const base = "/sys/fs/cgroup"
  const entries = await readdir(base, { withFileTypes: true }).catch(() => [])
  return [base, ...entries.filter((entry) => entry.isDirectory()).map((entry) => join(base, entry.name))]
}

/** From the leaves up. Whether it is gone; a process that was killed may need a moment. */
async function clearGroup(group: string): Promise<boolean> {
  const entries = await readdir(group, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return true
  for (const entry of entries) {
    if (entry.isDirectory()) await clearGroup(join(group, entry.name))
  }
  const processes = await readFile(join(group, "cgroup.procs"), "utf8").catch(() => "")
  for (const line of processes.split("\n")) {
    if (line !== "") killProcess(Number(line))
  }
  return rmdir(group).then(
    () => true,
    () => false,
  )
}
