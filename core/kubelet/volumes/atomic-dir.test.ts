import { mkdtemp, readFile, readlink, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { listFolder } from "../../host/tree.ts"
import { writeAtomicDir } from "./atomic-dir.ts"
import { prepareHostPath } from "./host-path.ts"

let folder = ""
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cove-volume-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const file = (text: string, mode = 0o644) => ({ content: Buffer.from(text), mode })

describe("writeAtomicDir", () => {
  it("links every name through one link that is exchanged", async () => {
    const first = new Map([
      ["a", file("1")],
      ["sub/b", file("2", 0o400)],
    ])
    expect(await writeAtomicDir(folder, first, { stamp: "one", group: undefined })).toBe(true)
    expect(await readlink(`${folder}/..data`)).toBe("..one")
    expect(await readlink(`${folder}/sub`)).toBe("..data/sub")
    expect(await readFile(`${folder}/sub/b`, "utf8")).toBe("2")
    expect((await stat(`${folder}/sub/b`)).mode & 0o777).toBe(0o400)

    const second = new Map([["a", file("changed")]])
    expect(await writeAtomicDir(folder, second, { stamp: "two", group: undefined })).toBe(true)
    expect(await readFile(`${folder}/a`, "utf8")).toBe("changed")
    expect((await listFolder(folder)).toSorted()).toEqual(["..data", "..two", "a"])
  })

  it("does nothing when nothing has changed", async () => {
    const files = new Map([["a", file("1")]])
    await writeAtomicDir(folder, files, { stamp: "one", group: undefined })
    expect(await writeAtomicDir(folder, files, { stamp: "two", group: undefined })).toBe(false)
    expect(await readlink(`${folder}/..data`)).toBe("..one")
  })
})

describe("prepareHostPath", () => {
  it("refuses what is not of the type, and makes what may be made", async () => {
    await writeFile(`${folder}/file`, "")
    const check = (path: string, type: "Directory" | "DirectoryOrCreate" | "File" | "Socket") =>
      prepareHostPath({ path: `${folder}/${path}`, type })
    await expect(check("none", "Directory")).rejects.toThrow(
      `hostPath type check failed: ${folder}/none is not a directory`,
    )
    await expect(check("file", "Socket")).rejects.toThrow("is not a socket file")
    await check("file", "File")
    await check("made", "DirectoryOrCreate")
    expect((await stat(`${folder}/made`)).isDirectory()).toBe(true)
  })
})
