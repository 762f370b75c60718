import { describe, expect, it } from "vitest"
import { FakeClock } from "../../core/base/testing/fake-clock.ts"
import { type Key, matchesChord, parseShortcut, ShortcutReader } from "./shortcuts.ts"

function key(name: string, held: Partial<Key> = {}): Key {
  return { key: name, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }
}

it("reads a sequence as chords, one after the other", () => {
  const plain = { mod: false, ctrl: false, alt: false, shift: false }
  expect(parseShortcut("g c")).toEqual([
    { ...plain, key: "g" },
    { ...plain, key: "c" },
  ])
  expect(parseShortcut("mod+shift+F")).toEqual([{ ...plain, key: "f", mod: true, shift: true }])
})

const presses = [
  { shortcut: "mod+k", pressed: key("k", { ctrlKey: true }), mac: false, fits: true },
  { shortcut: "mod+k", pressed: key("k", { metaKey: true }), mac: true, fits: true },
  { shortcut: "mod+k", pressed: key("k", { ctrlKey: true }), mac: true, fits: false },
  { shortcut: "mod+k", pressed: key("K", { ctrlKey: true, shiftKey: true }), mac: false, fits: false },
  { shortcut: "k", pressed: key("k", { ctrlKey: true }), mac: false, fits: false },
  { shortcut: "ctrl+`", pressed: key("Dead", { ctrlKey: true, code: "Backquote" }), mac: false, fits: true },
  {
    shortcut: "ctrl+`",
    pressed: key("~", { ctrlKey: true, shiftKey: true, code: "Backquote" }),
    mac: false,
    fits: false,
  },
  {
    shortcut: "ctrl+shift+`",
    pressed: key("~", { ctrlKey: true, shiftKey: true, code: "Backquote" }),
    mac: false,
    fits: true,
  },
  { shortcut: "?", pressed: key("?", { shiftKey: true }), mac: false, fits: true },
  { shortcut: "shift+?", pressed: key("?", { shiftKey: true }), mac: false, fits: true },
  { shortcut: "alt+a", pressed: key("a"), mac: false, fits: false },
]

for (const { shortcut, pressed, mac, fits } of presses) {
  const held = [pressed.ctrlKey && "Ctrl", pressed.metaKey && "Cmd", pressed.shiftKey && "Shift"].filter(Boolean)
  it(`${fits ? "takes" : "does not take"} ${[...held, pressed.key].join("+")} for ${shortcut}${mac ? " on a Mac" : ""}`, () => {
    const [chord] = parseShortcut(shortcut)
    expect(chord !== undefined && matchesChord(chord, pressed, mac)).toBe(fits)
  })
}

describe("reading keys", () => {
  function setUp(...shortcuts: readonly string[]) {
    const clock = new FakeClock()
    const reader = new ShortcutReader({ clock, mac: false })
    const ran: string[] = []
    const known = shortcuts.map((text) => ({ chords: parseShortcut(text), run: () => void ran.push(text) }))
    return { clock, ran, press: (name: string) => reader.press(key(name), known) }
  }

  it("runs a sequence when its last key comes", () => {
    const { ran, press } = setUp("g c", "g s")
    expect(press("g")).toBe(true)
    expect(ran).toEqual([])
    expect(press("s")).toBe(true)
    expect(ran).toEqual(["g s"])
  })

  it("forgets a sequence that is not gone on with in time", async () => {
    const { clock, ran, press } = setUp("g c")
    press("g")
    await clock.advance(1_200)
    expect(press("c")).toBe(false)
    expect(ran).toEqual([])
  })

  it("begins anew with a key that fits no sequence", () => {
    const { ran, press } = setUp("g c", "x")
    press("g")
    expect(press("x")).toBe(true)
    press("g")
    press("g")
    press("c")
    expect(ran).toEqual(["x", "g c"])
  })

  it("leaves all other keys to others", () => {
    const { press } = setUp("g c")
    expect(press("q")).toBe(false)
    expect(press("Shift")).toBe(false)
  })
})
