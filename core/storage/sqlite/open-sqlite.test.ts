import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { FakeClock } from "../../base/testing/fake-clock.ts"
import { describeStorage } from "../testing/storage-suite.ts"
import { openSqlite } from "./open-sqlite.ts"

describeStorage("SQLite storage", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cove-storage-"))
  const open = (clock: FakeClock) => openSqlite({ path: join(folder, "state.db"), clock })
  return { open, reopen: open, dispose: () => rm(folder, { recursive: true }) }
})
