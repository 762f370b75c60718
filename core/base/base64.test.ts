import { expect, test } from "vitest"
import { textFromBase64, textToBase64 } from "./base64.ts"

test("text of any script survives base64", () => {
  expect(textToBase64("größe 漢字 😀")).toBe("Z3LDtsOfZSDmvKLlrZcg8J+YgA==")
  expect(textFromBase64(textToBase64("größe 漢字 😀"))).toBe("größe 漢字 😀")
  expect(textToBase64("")).toBe("")
})
