import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { execa } from "execa"
import { afterAll, beforeAll, expect, it } from "vitest"

const core = fileURLToPath(new URL("../../../core", import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cove-bundle-"))
})
afterAll(() => rm(folder, { recursive: true }))

it("writes from a bundle, the writer's thread being a bundle beside it", async () => {
  const entry = join(folder, "entry.ts")
  await writeFile(
    entry,
    `import { systemClock } from "${core}/host/clock.ts"
     import { openSqlite } from "${core}/storage/sqlite/open-sqlite.ts"
     const workerUrl = new URL("./sqlite-writer.mjs", import.meta.url)
     const storage = await openSqlite({ path: process.argv[2], clock: systemClock, workerUrl })
     await storage.write({ type: "create", key: "/a", value: new TextEncoder().encode("one") })
     console.log(new TextDecoder().decode((await storage.get("/a")).entry.value))
     await storage.close()`,
  )
  await build({
    entryPoints: { main: entry, "sqlite-writer": join(core, "storage/sqlite/writer-thread.ts") },
    outdir: join(folder, "lib"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
  })
  const { stdout } = await execa(process.execPath, [join(folder, "lib/main.mjs"), join(folder, "state.db")])
  expect(stdout).toBe("one")
})
