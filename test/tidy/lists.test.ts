import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { describe, expect, it } from "vitest"
import { foldersIn, readSources, readText, root } from "./source-files.ts"
import { parse, visitAll } from "./syntax.ts"

/**
 * What exists is in a list, and nothing else finds it: a part that is in no list is not there. Each list imports all
 * that its place holds.
 */
const lists = [
  { list: "core/apis/kinds.ts", holds: kindFolders().map((folder) => `${folder}/${folder.split("/").at(-1)}.ts`) },
  { list: "core/controllers/controllers.ts", holds: partsOf("core/controllers", ["claim", "testing"]) },
  { list: "core/scheduler/plugins/plugins.ts", holds: pluginFiles() },
  { list: "core/cli/commands.ts", holds: filesIn("core/cli/commands") },
  { list: "core/apiserver/admission/plugins.ts", holds: admissionFiles() },
]

describe("lists", () => {
  for (const { list, holds } of lists) {
    it(`${list} has all ${holds.length} there are`, () => {
      const listed = importedBy(list)
      expect(holds.filter((path) => !listed.includes(path))).toEqual([])
    })
  }

  it("drivers.ts opens a driver of every folder", () => {
    const listed = readText("core/drivers/drivers.ts")
    expect(foldersIn("core/drivers").filter((name) => name !== "testing" && !listed.includes(`"./${name}/`))).toEqual(
      [],
    )
  })

  it("ARCHITECTURE.md has every room and every folder of the kubelet in its house", () => {
    const house = readText("core/ARCHITECTURE.md").split("## One request")[0] ?? ""
    expect(foldersIn("core").filter((room) => !new RegExp(`\\b${room}/`).test(house))).toEqual([])
  })
})

describe("a kind's folder", () => {
  const contract = "core/machinery/api/kind.ts"
  const orders: Readonly<Record<string, readonly string[]>> = {
    KindDefinition: membersOf(contract, "KindDefinition"),
    Strategy: membersOf(contract, "Strategy"),
  }

  it("has the definition in the file of its own name", () => {
    const missing = kindFolders().filter((folder) => !existsSync(join(root, folder, `${folder.split("/").at(-1)}.ts`)))
    expect(missing).toEqual([])
  })

  it("declares its parts in the order in which KindDefinition and Strategy have them", () => {
    const wrong = kindFolders()
      .flatMap((folder) => readSources([folder], /\.ts$/))
      .filter(({ text }) => /KindDefinition|Strategy/.test(text))
      .flatMap((file) => {
        const found: string[] = []
        visitAll(parse(file).tree, (node) => {
          const order = orders[declaredAs(node)] ?? []
          if (order.length === 0 || !ts.isObjectLiteralExpression(node)) return
          const written = node.properties.flatMap((property) => property.name?.getText() ?? [])
          const expected = order.filter((name) => written.includes(name))
          if (written.join() !== expected.join()) found.push(`${file.path}: ${expected.join(", ")}`)
        })
        return found
      })
    expect(wrong).toEqual([])
  })
})

describe("what is derived", () => {
  it.skipIf(!existsSync(join(root, ".git")))("is not committed", () => {
    const committed = execFileSync("git", ["ls-files", "*.gen.*"], { cwd: root, encoding: "utf8" })
    expect(committed).toBe("")
  })
})

/** Folders two below core/apis whose own file defines a kind; `podspec` is what kinds share. */
function kindFolders(): readonly string[] {
  const groups = foldersIn("core/apis").filter((name) => !["strategy", "testing", "validation"].includes(name))
  return groups
    .flatMap((group) => foldersIn(`core/apis/${group}`).map((kind) => `core/apis/${group}/${kind}`))
    .filter((folder) => folder !== "core/apis/core/podspec")
}

/** `name/name.ts` for each folder but those that only lend a hand. */
function partsOf(folder: string, lending: readonly string[]): readonly string[] {
  return foldersIn(folder)
    .filter((name) => !lending.includes(name))
    .map((name) => `${folder}/${name}/${name}.ts`)
}

function filesIn(folder: string): readonly string[] {
  return readSources([folder], /\.ts$/).flatMap((file) => (file.isTest ? [] : [file.path]))
}

/** Files that export a `Plugin`, or a function that makes one. */
function pluginFiles(): readonly string[] {
  return readSources(["core/scheduler/plugins"], /\.ts$/)
    .filter((file) => /^export (const \w+: Plugin\b|function \w+\([^)]*\): Plugin\b)/m.test(file.text))
    .map(({ path }) => path)
}

function admissionFiles(): readonly string[] {
  const shared = ["plugin.ts", "plugins.ts"]
  return filesIn("core/apiserver/admission").filter((path) => !shared.some((name) => path.endsWith(`/${name}`)))
}

/** What a file imports from beside and below it, by path from the top. */
function importedBy(path: string): readonly string[] {
  const imports = [...readText(path).matchAll(/from "(\.[^"]+)"/g)]
  return imports.map(([, target = ""]) => new URL(target, `file:///${path}`).pathname.slice(1))
}

/** The contract an object keeps: `const pod: KindDefinition<Pod> = {...}`, `newStrategy<Role>({...})`. */
function declaredAs({ parent }: ts.Node): string {
  if (ts.isVariableDeclaration(parent)) return parent.type?.getText().split("<")[0] ?? ""
  return ts.isCallExpression(parent) && parent.expression.getText() === "newStrategy" ? "Strategy" : ""
}

function membersOf(path: string, name: string): readonly string[] {
  const [file] = readSources([path.slice(0, path.lastIndexOf("/"))], new RegExp(`${path.split("/").at(-1)}$`))
  if (file === undefined) return []
  const found: string[] = []
  visitAll(parse(file).tree, (node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== name) return
    found.push(...node.members.flatMap((member) => member.name?.getText() ?? []))
  })
  return found
}
