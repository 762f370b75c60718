import { mkdir, open, rm, stat } from "node:fs/promises"
import { dirname } from "node:path"
import type { Clock } from "../base/clock.ts"
import { waitUntil } from "../base/wait-until.ts"

/**
 * Does something while a file exists that says so: the custom of programs that share a file, kubectl among them. A file
 * that is there for longer than any of them takes was left by one that was killed.
 */
export async function withLockFile<T>(path: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true })
  await waitUntil(() => take(path, clock), { clock, what: `lock ${path} to be free`, everyMs: 25, atMostMs: 20_000 })
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

const abandonedMs = 5_000

async function take(path: string, clock: Clock): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600)
    await file.close()
    return true
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
    const there = await stat(path).catch(() => undefined)
    if (there !== undefined && clock.now() - there.mtimeMs > abandonedMs) await rm(path, { force: true })
    return false
  }
}
