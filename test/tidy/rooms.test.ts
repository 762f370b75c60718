import { describe, expect, it } from "vitest"
import { layers, portable } from "./layers.ts"
import { foldersIn, readSources, readText } from "./source-files.ts"

const sources = readSources(["core"], /\.ts$/)

const rooms = foldersIn("core").filter((room) => sources.some((file) => file.room === room))

describe("rooms of core/", () => {
  it("each has its line in layers.ts", () => {
    expect(rooms.filter((room) => room !== "cmd" && layers[room] === undefined)).toEqual([])
  })

  it("layers.ts names no room that is not there", () => {
    const named = [...Object.keys(layers), ...Object.values(layers).flat(), ...portable]
    expect(named.filter((room) => !rooms.includes(room))).toEqual([])
  })

  it("no room may import one that may import it", () => {
    const bothWays = Object.entries(layers).flatMap(([room, may]) =>
      may.filter((other) => layers[other]?.includes(room)).map((other) => `${room} and ${other}`),
    )
    expect(bothWays).toEqual([])
  })

  it("the table in ARCHITECTURE.md says the same as layers.ts", () => {
    expect(tableOf(readText("core/ARCHITECTURE.md"))).toEqual(expectedTable())
  })

  for (const room of portable) {
    it(`${room} runs in a browser too: no node:*`, () => {
      const importing = sources.filter(
        (file) => file.room === room && !file.isTest && /from "node:|import\("node:/.test(file.text),
      )
      expect(importing.map(({ path }) => path)).toEqual([])
    })
  }

  it("nothing in core knows Electron, React or the DOM", () => {
    const knowing = sources.filter((file) => /from "(electron|react|react-dom)[/"]|lib="dom"/.test(file.text))
    expect(knowing.map(({ path }) => path)).toEqual([])
  })

  it("a room's tests look into no room that the room itself may not know, but for those named here", () => {
    expect([...foreignTestImports()].toSorted()).toEqual(allowedInTests.toSorted())
  })
})

const allowedInTests: readonly string[] = [
  "machinery → apis", // the grammar is tried on real kinds
  "transport → apiserver", // and the loopback on what answers at its other end
]

function foreignTestImports(): ReadonlySet<string> {
  const found = new Set<string>()
  for (const file of sources) {
    const may = layers[file.room]
    if (!file.isTest || may === undefined) continue
    for (const [, path = ""] of file.text.matchAll(/from "((?:\.\.?\/)+[^"]+)"/g)) {
      const room = /^\/core\/([^/]+)\//.exec(new URL(path, `file:///${file.path}`).pathname)?.[1]
      if (room !== undefined && room !== file.room && !may.includes(room)) found.add(`${file.room} → ${room}`)
    }
  }
  return found
}

/** The rows of "Who may import whom", a room each. */
function tableOf(page: string): ReadonlyMap<string, readonly string[]> {
  const section = page.split("## Who may import whom")[1]?.split("\n## ")[0] ?? ""
  const rows = new Map<string, readonly string[]>()
  for (const [, names = "", may = ""] of section.matchAll(/^\| (`[^|]+?) +\| ([^|]+?) +\|$/gm)) {
    for (const name of names.match(/[a-z]+(?=`)/g) ?? []) rows.set(name, mentionedRooms(may))
  }
  return new Map([...rows].filter(([name]) => rooms.includes(name) && name !== "cmd").toSorted())
}

/** "base, machinery, host (its reason)"; "cluster and below" is whatever cluster may import. */
function mentionedRooms(text: string): readonly string[] {
  const words = text.replace(/\([^)]*\)/g, "").match(/[a-z]+/g) ?? []
  const below = text.includes("and below") ? words.flatMap((word) => layers[word] ?? []) : []
  return [...words, ...below].filter((word) => rooms.includes(word)).toSorted()
}

function expectedTable(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(layers)
      .map(([room, may]) => [room, may.toSorted()] as const)
      .toSorted(),
  )
}
