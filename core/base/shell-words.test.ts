import { expect, it } from "vitest"
import { commandLine } from "./shell-words.ts"

const words = [
  { word: "deployment/web-1", text: "deployment/web-1" },
  { word: "8080:80", text: "8080:80" },
  { word: "", text: "''" },
  { word: "two words", text: "'two words'" },
  { word: "$(reboot)", text: "'$(reboot)'" },
  { word: "it's", text: `'it'\\''s'` },
]

for (const { word, text } of words) {
  it(`writes "${word}" as ${text}`, () => {
    expect(commandLine([word])).toBe(text)
  })
}
