import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, it } from "vitest"
import { systemClock } from "../../../core/host/clock.ts"
import { revision as toRevision } from "../../../core/storage/revision.ts"
import { openSqlite } from "../../../core/storage/sqlite/open-sqlite.ts"

const program = fileURLToPath(new URL("../../support/storage-writer.ts", import.meta.url))

/** The child is killed after so many acknowledged changes, wherever it is then. */
const killAfter = [1, 300, 2_000, 5_000]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cove-crash-"))
})
afterAll(() => rm(folder, { recursive: true }))

interface Acknowledged {
  readonly revision: number
  readonly value: string | undefined
}

it("has everything that was acknowledged after a kill in the middle of writing, again and again", async () => {
  const path = join(folder, "state.db")
  const acknowledged = new Map<string, Acknowledged>()
  let newest = 0
  for (const [run, count] of killAfter.entries()) {
    for (const line of await writeUntilKilled(path, run, count)) {
      const [key = "", revision = "", value] = line.split(" ")
      expect(Number(revision)).toBeGreaterThan(acknowledged.get(key)?.revision ?? 0)
      acknowledged.set(key, { revision: Number(revision), value: value === "-" ? undefined : value })
      newest = Math.max(newest, Number(revision))
    }
    await compare(path, acknowledged, newest)
  }
})

async function writeUntilKilled(path: string, run: number, count: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [program, path, String(run)], { stdio: ["ignore", "pipe", "inherit"] })
  const exited = once(child, "exit")
  let output = ""
  let lines = 0
  child.stdout.setEncoding("utf8")
  for await (const piece of child.stdout) {
    output += piece
    lines += String(piece).split("\n").length - 1
    if (lines >= count) child.kill("SIGKILL")
  }
  expect(await exited).toEqual([null, "SIGKILL"])
  return output.split("\n").slice(0, -1) // what stands after the last newline was cut off
}

/** What was not acknowledged may be there as well; then it is newer, and the acknowledged state is in the history. */
async function compare(path: string, acknowledged: ReadonlyMap<string, Acknowledged>, newest: number): Promise<void> {
  const storage = await openSqlite({ path, clock: systemClock })
  try {
    expect(await storage.currentRevision()).toBeGreaterThanOrEqual(newest)
    for (const [key, { revision, value }] of acknowledged) {
      const { entry } = await storage.get(key, { revision: toRevision(revision) })
      expect(entry && Buffer.from(entry.value).toString()).toBe(value)
    }
  } finally {
    await storage.close()
  }
}
