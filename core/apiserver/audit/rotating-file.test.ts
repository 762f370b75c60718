import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { RotatingFile } from "./rotating-file.ts"

const place = { folder: "" }

beforeEach(async () => {
  place.folder = await mkdtemp(join(tmpdir(), "cove-audit-"))
})
afterEach(() => rm(place.folder, { recursive: true }))

const open = (clock: FakeClock, maxBackups: number) =>
  new RotatingFile({ path: join(place.folder, "deep/audit.log"), maxSizeBytes: 10, maxBackups, clock })

async function filesThere(): Promise<Readonly<Record<string, string>>> {
  const folder = join(place.folder, "deep")
  const names = (await readdir(folder)).toSorted()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")])),
  )
}

it("puts a full file aside and keeps as many as it is told", async () => {
  const clock = new FakeClock(Date.UTC(2026, 0, 1))
  const file = open(clock, 1)
  for (const text of ["first\n", "more\n", "second\n", "third\n"]) {
    await file.append(Buffer.from(text))
    await clock.advance(1_000)
  }
  await file.close()
  expect(await filesThere()).toEqual({ "audit-2026-01-01T00-00-03.000.log": "second\n", "audit.log": "third\n" })
})

it("goes on where it was, for its owner alone", async () => {
  const clock = new FakeClock()
  const before = open(clock, 0)
  await before.append(Buffer.from("one\n"))
  await before.close()
  const after = open(clock, 0)
  await after.append(Buffer.from("two\n"))
  await after.close()
  expect(await filesThere()).toEqual({ "audit.log": "one\ntwo\n" })
  expect((await stat(join(place.folder, "deep/audit.log"))).mode & 0o777).toBe(0o600)
})
