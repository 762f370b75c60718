import { statSync } from "node:fs"
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { runModel } from "../testing/model.ts"
import { describeStorage } from "../testing/storage-suite.ts"
import { openSqlite } from "./open-sqlite.ts"

describeStorage("SQLite storage", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cove-storage-"))
  const open = (clock: FakeClock) => openSqlite({ path: join(folder, "state.db"), clock })
  return { open, reopen: open, dispose: () => rm(folder, { recursive: true }) }
})

for (const seed of [6, 7]) {
  it(`agrees with plain maps whatever happens, restarts included, seed ${seed}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "cove-storage-"))
    const open = () => openSqlite({ path: join(folder, "state.db"), clock: new FakeClock() })
    let storage = await open()
    try {
      await runModel(seed, 200, storage, async (running) => {
        await running.close()
        storage = await open()
        return storage
      })
    } finally {
      await storage.close()
      await rm(folder, { recursive: true })
    }
  })
}

it("lets nobody but its owner read the files", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cove-storage-"))
  const storage = await openSqlite({ path: join(folder, "state.db"), clock: new FakeClock() })
  try {
    await storage.write({ type: "create", key: "/a", value: new Uint8Array() })
    const modes = (await readdir(folder)).map((name) => statSync(join(folder, name)).mode & 0o777)
    expect(modes).toEqual(modes.map(() => 0o600))
  } finally {
    await storage.close()
    await rm(folder, { recursive: true })
  }
})

it("refuses a file that is open already, and takes it when it is let go", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cove-storage-"))
  const options = { path: join(folder, "state.db"), clock: new FakeClock() }
  try {
    const first = await openSqlite(options)
    await expect(openSqlite({ ...options, waitMs: 0 })).rejects.toMatchObject({
      cause: { message: expect.stringContaining("another process has it") },
    })
    const second = openSqlite(options)
    await first.close()
    await (await second).close()
  } finally {
    await rm(folder, { recursive: true })
  }
})

it("tells of a lost writer, and fails what was asked of it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cove-storage-"))
  const program = `
    import { parentPort } from "node:worker_threads"
    parentPort.once("message", () => process.exit(1))
    parentPort.postMessage({ type: "ready" })`
  const failures: string[] = []
  const storage = await openSqlite({
    path: join(folder, "state.db"),
    clock: new FakeClock(),
    workerUrl: new URL(`data:text/javascript,${encodeURIComponent(program)}`),
    onFailure: (error) => void failures.push(error.message),
  })
  try {
    const write = () => storage.write({ type: "create", key: "/a", value: new Uint8Array() })
    await expect(write()).rejects.toMatchObject({ cause: { message: "SQLite writer has ended" } })
    await expect(write()).rejects.toThrow("Cannot make the change durable")
    expect(failures).toEqual(["SQLite writer has ended"])
  } finally {
    await storage.close().catch(() => {})
    await rm(folder, { recursive: true })
  }
})

it("says so when the file cannot be opened, or is none of ours", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cove-storage-"))
  try {
    await writeFile(
      join(folder, "text.db"),
      "This is no database, and long enough to look like a broken one. ".repeat(20),
    )
    await expect(openSqlite({ path: join(folder, "text.db"), clock: new FakeClock() })).rejects.toMatchObject({
      cause: { message: expect.stringContaining("not a database") },
    })
    await expect(openSqlite({ path: join(folder, "no/such.db"), clock: new FakeClock() })).rejects.toThrow("ENOENT")
  } finally {
    await rm(folder, { recursive: true })
  }
})
