import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { checkShell } from "./check-shell.ts"

describe("a shell that the settings name", () => {
  let folder = ""
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "check-shell-"))
    await writeFile(join(folder, "myshell"), "#!/bin/sh\n")
    await chmod(join(folder, "myshell"), 0o755)
    await writeFile(join(folder, "notes"), "")
    await chmod(join(folder, "notes"), 0o644)
  })
  afterEach(() => rm(folder, { recursive: true }))

  it("is taken by its path", async () => {
    await expect(checkShell(join(folder, "myshell"), "")).resolves.toBeUndefined()
  })

  it("is taken by its name where programs are looked for", async () => {
    await expect(checkShell("myshell", ["/nowhere", folder].join(delimiter))).resolves.toBeUndefined()
  })

  it("is refused when it is not there, with what to do", async () => {
    await expect(checkShell("nope", folder)).rejects.toMatchObject({
      message: 'There is no shell "nope" that can be run',
      advice: "Name another in the settings, or leave it empty for your own.",
    })
  })

  it.skipIf(process.platform === "win32")("is refused when it is no program", async () => {
    await expect(checkShell(join(folder, "notes"), "")).rejects.toMatchObject({ id: "HOST_SHELL" })
  })
})
