import { describe, expect, it } from "vitest"
import { splitWords } from "./split-words.ts"

describe("a command", () => {
  const cases = [
    { text: "ls -la  /tmp", words: ["ls", "-la", "/tmp"] },
    { text: `sh -c "echo 'a b' && exit"`, words: ["sh", "-c", "echo 'a b' && exit"] },
    { text: `echo 'it is'" one" word`, words: ["echo", "it is one", "word"] },
    { text: `echo "a \\"b\\""`, words: ["echo", 'a "b"'] },
    { text: `echo "open`, words: ["echo", "open"] },
    { text: "  ", words: [] },
  ]
  for (const { text, words } of cases) {
    it(`is taken apart: ${text}`, () => {
      expect(splitWords(text)).toEqual(words)
    })
  }
})
