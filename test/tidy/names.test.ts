import ts from "typescript"
import { describe, expect, it } from "vitest"
import { readSources } from "./source-files.ts"
import { parse } from "./syntax.ts"

const files = readSources(["core", "electron", "renderer", "test"], /\.(tsx?|mjs)$/)

describe("names", () => {
  it("no folder and no file is a drawer", () => {
    const drawer = /\/(utils?|helpers?|common|misc|shared|lib|constants)(\/|\.tsx?$)/
    expect(files.filter(({ path }) => drawer.test(path)).map(({ path }) => path)).toEqual([])
  })

  it("folders are lower case, files kebab-case", () => {
    const odd = files.filter(
      ({ path }) => !/^([a-z0-9-]+\/)+[a-z0-9]+(-[a-z0-9]+)*(\.(test|config))?\.(tsx?|mjs)$/.test(path),
    )
    expect(odd.map(({ path }) => path)).toEqual([])
  })

  it("no type is a Manager, a Helper, a Util or an Impl, but for Kubernetes' own", () => {
    const bad = /(Manager|Helper|Utils?|Impl)$/
    const named = files.flatMap((file) => exportedTypes(file.text).filter((name) => bad.test(name)))
    expect(named.filter((name) => !kubernetesOwn.has(name))).toEqual([])
  })
})

const kubernetesOwn = new Map([
  ["StatusManager", "the kubelet's status manager"],
  ["VolumeManager", "the kubelet's volume manager"],
  ["FieldManager", "what keeps managedFields"],
  ["Manager", "one of those in managedFields"],
])

function exportedTypes(text: string): readonly string[] {
  return [...text.matchAll(/^export (?:abstract )?(?:class|interface|type) (\w+)/gm)].map(([, name = ""]) => name)
}

describe("words", () => {
  const all = readSources(["core", "electron", "renderer", "test", "resources/node-image", ".ci"], /./)

  it("nothing is left for later in a comment", () => {
    const reminder = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "HA" + "CK", "X" + "XX"].join("|")})\\b`)
    expect(all.filter(({ text }) => reminder.test(text)).map(({ path }) => path)).toEqual([])
  })

  it("what is shipped names no path of somebody's own machine", () => {
    const own = /(?<![\w.~}])\/(?:work|Users|home)\/(?!me\/)[a-z]/
    expect(all.filter(({ path, text }) => own.test(text) && !path.startsWith("test/")).map(({ path }) => path)).toEqual(
      [],
    )
  })

  it("no rule of the compiler or the linter is silenced, but where a test looks at JSON of any kind", () => {
    const silenced = new RegExp(`@ts-(ignore|nocheck|expect-error)|${"biome"}-ignore`)
    const found = all.filter(({ path, text }) => silenced.test(text) && !path.startsWith("test/tidy"))
    expect(found.map(({ path }) => path)).toEqual(["test/integration/replay/server.ts", "test/support/test-cluster.ts"])
  })
})

describe("contracts", () => {
  for (const path of contracts()) {
    it(`${path} says what each part promises`, () => {
      const [file] = files.filter((each) => each.path === path).map(parse)
      const silent = file?.tree.statements.filter((statement) => isExported(statement) && !isDocumented(statement))
      expect(silent?.map((statement) => statement.getText().split("\n")[0])).toEqual([])
    })
  }
})

/** Files that one room, or one plugin, knows another by. */
function contracts(): readonly string[] {
  return [
    "core/base/clock.ts",
    "core/base/component.ts",
    "core/base/random.ts",
    "core/storage/storage.ts",
    "core/storage/mvcc/revision-log.ts",
    "core/machinery/api/kind.ts",
    "core/machinery/api/resource.ts",
    "core/machinery/api/transport.ts",
    "core/client/client.ts",
    "core/client/informer/informer.ts",
    "core/apiserver/request.ts",
    "core/apiserver/admission/plugin.ts",
    "core/controllers/controller-definition.ts",
    "core/scheduler/framework/plugin.ts",
    "core/drivers/driver.ts",
    "core/cluster/deps.ts",
    "core/cli/cli.ts",
  ]
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
  )
}

function isDocumented(statement: ts.Statement): boolean {
  return ts.getJSDocCommentsAndTags(statement).length > 0
}
