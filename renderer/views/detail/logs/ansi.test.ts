import { describe, expect, it } from "vitest"
import { parseAnsi, withoutAnsi } from "./ansi.ts"

const esc = "\u001b"

describe("a line's colours", () => {
  const cases = [
    { name: "none", line: "plain", segments: [{ text: "plain", style: {} }] },
    {
      name: "one and back",
      line: `${esc}[31mred${esc}[0m plain`,
      segments: [
        { text: "red", style: { color: 1 } },
        { text: " plain", style: {} },
      ],
    },
    { name: "bright and bold", line: `${esc}[1;92mok`, segments: [{ text: "ok", style: { bold: true, color: 10 } }] },
    { name: "of the cube", line: `${esc}[38;5;196mx`, segments: [{ text: "x", style: { color: "#ff0000" } }] },
    { name: "of the greys", line: `${esc}[48;5;232mx`, segments: [{ text: "x", style: { background: "#080808" } }] },
    { name: "true", line: `${esc}[38;2;1;2;300mx`, segments: [{ text: "x", style: { color: "#0102ff" } }] },
    {
      name: "an empty reset",
      line: `${esc}[3mx${esc}[my`,
      segments: [
        { text: "x", style: { italic: true } },
        { text: "y", style: {} },
      ],
    },
  ]
  for (const { name, line, segments } of cases) {
    it(`are read: ${name}`, () => {
      expect(parseAnsi(line)).toEqual(segments)
    })
  }
})

describe("what a log must not do", () => {
  const cases = [
    { name: "move the cursor", line: `a${esc}[2Kb${esc}[1;1Hc`, text: "abc" },
    { name: "set a title", line: `a${esc}]0;title\u0007b`, text: "ab" },
    { name: "make a link", line: `${esc}]8;;http://evil${esc}\\link${esc}]8;;${esc}\\`, text: "link" },
    { name: "ring", line: "a\u0007\rb", text: "ab" },
    { name: "break off in the middle", line: `a${esc}[3`, text: "a" },
  ]
  for (const { name, line, text } of cases) {
    it(`is to ${name}`, () => {
      expect(withoutAnsi(line)).toBe(text)
    })
  }
})
