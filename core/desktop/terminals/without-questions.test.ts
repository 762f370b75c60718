import { describe, expect, it } from "vitest"
import { withoutQuestions } from "./without-questions.ts"

const asked = [
  { what: "where the cursor is", text: "\x1b[6n" },
  { what: "what it is", text: "\x1b[c" },
  { what: "what it is, further", text: "\x1b[>0c" },
  { what: "the background's colour", text: "\x1b]11;?\x07" },
  { what: "a colour of the palette", text: "\x1b]4;1;?\x1b\\" },
  { what: "a mode", text: "\x1b[?2026$p" },
  { what: "its name", text: "\x1b[>0q" },
  { what: "its size", text: "\x1b[18t" },
  { what: "the keyboard's protocol", text: "\x1b[?u" },
  { what: "a setting", text: "\x1bP$qm\x1b\\" },
]

const told = [
  { what: "colours", text: "\x1b[1;32mgreen\x1b[0m" },
  { what: "moves of the cursor", text: "\x1b[2J\x1b[3;4H\x1b[K" },
  { what: "a title", text: "\x1b]0;what? c\x07" },
  { what: "modes", text: "\x1b[?2004h\x1b[?1049l\x1b[>4;2m" },
  { what: "a title that is kept and brought back", text: "\x1b[22;0t\x1b[23;0t" },
  { what: "words without any", text: "[6n is what one writes" },
]

describe("withoutQuestions", () => {
  for (const { what, text } of asked) {
    it(`leaves out a question about ${what}`, () => {
      expect(withoutQuestions(`before${text}after`)).toBe("beforeafter")
    })
  }

  for (const { what, text } of told) {
    it(`keeps ${what}`, () => {
      expect(withoutQuestions(text)).toBe(text)
    })
  }
})
