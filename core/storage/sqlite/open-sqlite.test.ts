import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { it } from "vitest"
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
