import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { placeWindow, readWindowState } from "./window-state.ts"

const desk = { x: 0, y: 25, width: 1920, height: 1055 }
const beside = { x: 1920, y: 0, width: 1280, height: 1024 }
const bounds = { x: 2000, y: 40, width: 1000, height: 700 }

describe("where the window opens", () => {
  const places = [
    { what: "the first time", saved: undefined, areas: [desk], at: { width: 1280, height: 820 } },
    { what: "where it was", saved: { bounds, maximized: false }, areas: [desk, beside], at: bounds },
    {
      what: "in the middle when its display is gone",
      saved: { bounds, maximized: false },
      areas: [desk],
      at: { width: 1000, height: 700 },
    },
    {
      what: "in the middle when its title bar is under the menu bar",
      saved: { bounds: { ...bounds, x: 100, y: 0 }, maximized: false },
      areas: [desk],
      at: { width: 1000, height: 700 },
    },
    {
      what: "no smaller than the screens can be read",
      saved: { bounds: { x: 100, y: 100, width: 10, height: 10 }, maximized: true },
      areas: [desk],
      at: { x: 100, y: 100, width: 760, height: 480 },
    },
  ]
  for (const { what, saved, areas, at } of places) {
    it(what, () => {
      expect(placeWindow(saved, areas)).toEqual(at)
    })
  }
})

describe("what was written down of the window", () => {
  let folder = ""
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cove-window-"))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const read = (text: string) => {
    writeFileSync(join(folder, "window.json"), text)
    return readWindowState(join(folder, "window.json"))
  }

  it("is read back", () => {
    expect(read(JSON.stringify({ bounds, maximized: true }))).toEqual({ bounds, maximized: true })
  })

  it("is nothing before the first time", () => {
    expect(readWindowState(join(folder, "never.json"))).toBeUndefined()
  })

  for (const text of ["", "null", "[]", '{"bounds":{"x":1}}', '{"bounds":{"x":1,"y":2,"width":"3","height":4}}']) {
    it(`is forgotten when it is ${JSON.stringify(text)}`, () => {
      expect(read(text)).toBeUndefined()
    })
  }
})
