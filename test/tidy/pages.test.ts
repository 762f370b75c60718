import { existsSync, readdirSync } from "node:fs"
import { join, relative } from "node:path"
import { describe, expect, it } from "vitest"
import { readSources, readText, root } from "./source-files.ts"

const architecture = readText("core/ARCHITECTURE.md")
const readme = readText("README.md")
const manifest = JSON.parse(readText("package.json")) as { readonly scripts: Readonly<Record<string, string>> } // ours

describe("the pages", () => {
  it("name no file and no folder that is not there", () => {
    const named = [...`${architecture}\n${readme}`.matchAll(/`((?:core|resources|test|electron|renderer)\/[\w./-]*)`/g)]
    const missing = named.map(([, path = ""]) => path).filter((path) => !existsSync(join(root, path)))
    // What is derived is there once it has been made.
    expect(missing.filter((path) => !path.includes(".gen."))).toEqual([])
  })

  it("name no file below a room that is not there", () => {
    const listed = [
      ...architecture.matchAll(/^(?: {2})?((?:base|host|machinery|kubelet|cluster|cmd|client|steps)\/[\w./-]+)/gm),
    ]
    const missing = listed
      .map(([, path = ""]) => path.replace(/^steps\//, "cluster/steps/"))
      .filter((path) => !existsSync(join(root, "core", path)))
    expect(missing).toEqual([])
  })

  it("name every derived file", () => {
    const derived = allFiles("core").filter((path) => path.includes(".gen."))
    const shown = derived.map((path) => path.replace(/^(core\/apis)\/\w+\/v\d+\w*/, "$1/<group>/<version>"))
    expect([...new Set(shown)].filter((path) => !architecture.includes(`\`${path}\``))).toEqual([])
  })

  it("name only scripts that npm has", () => {
    const named = [...`${architecture}\n${readme}`.matchAll(/npm run (\w+)/g)].map(([, name = ""]) => name)
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([])
  })

  it("name only commands that the command line has", () => {
    const files = readSources(["core/cli/commands"], /\.ts$/).map(({ text }) => text)
    const known = new Set(files.flatMap((text) => [...text.matchAll(/\.command\("([\w-]+)/g)].map(([, name]) => name)))
    const named = [...readme.matchAll(/`cove ([a-z-]+)/g)].map(([, name]) => name)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  it("name only flags that the commands have", () => {
    const known = readSources(["core/cli"], /\.ts$/)
      .map(({ text }) => text)
      .join()
    const named = [...readme.matchAll(/(?<=[ `[])(--[a-z][a-z-]+)/g)].map(([, flag = ""]) => flag)
    expect(named.filter((flag) => !known.includes(flag))).toEqual([])
  })

  for (const [program, flags] of programFlags()) {
    it(`has each flag of ${program}`, () => {
      expect([...flags].toSorted()).toEqual(flagsIn(program).toSorted())
    })
  }
})

function allFiles(folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

/** The rows of the table of programs: what each takes. */
function programFlags(): readonly (readonly [string, readonly string[]])[] {
  const table = architecture.split("| program ")[1] ?? ""
  return [...table.matchAll(/^\| (kube[\w-]+) +\| (.*) \|$/gm)].map(([, program = "", text = ""]) => [
    program,
    [...text.matchAll(/--([a-z][a-z-]+)/g)].map(([, flag = ""]) => flag),
  ])
}

/** The names in the table of defaults that a program's entry, or the file beside it, has. */
function flagsIn(program: string): readonly string[] {
  const beside = `core/cmd/${program}/flags.ts`
  const text = readText(existsSync(join(root, beside)) ? beside : `core/cmd/${program}.ts`)
  const table = /(?:defaults|Flags) = \{\n(.*?)\n\}/s.exec(text)?.[1] ?? ""
  return [...table.matchAll(/^ {2}"?([a-z-]+)"?:/gm)].map(([, name = ""]) => name)
}
