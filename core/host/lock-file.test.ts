import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { systemClock } from "./clock.ts"
import { exists } from "./files.ts"
import { withLockFile } from "./lock-file.ts"

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cove-lock-"))
})
afterEach(() => rm(folder, { recursive: true }))

it("lets one after the other change what they share", async () => {
  const file = join(folder, "count")
  await writeFile(file, "0")
  const addOne = () =>
    withLockFile(`${file}.lock`, systemClock, async () =>
      writeFile(file, String(Number(await readFile(file, "utf8")) + 1)),
    )
  await Promise.all(Array.from({ length: 10 }, addOne))
  expect(await readFile(file, "utf8")).toBe("10")
  expect(await exists(`${file}.lock`)).toBe(false)
})

it("passes by a lock that somebody who was killed has left", async () => {
  const lock = join(folder, "lock")
  await writeFile(lock, "")
  const longAgo = new Date(systemClock.now() - 60_000)
  await utimes(lock, longAgo, longAgo)
  expect(await withLockFile(lock, systemClock, async () => "done")).toBe("done")
})

it("is given back when the work fails", async () => {
  const lock = join(folder, "lock")
  await expect(withLockFile(lock, systemClock, () => Promise.reject(new Error("No")))).rejects.toThrow("No")
  expect(await exists(lock)).toBe(false)
})
