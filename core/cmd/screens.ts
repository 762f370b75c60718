/** `node core/cmd/screens.ts`: the screens, built into dist/renderer. */
import { join } from "node:path"
import { stripVTControlCharacters } from "node:util"
import { buildScreens } from "./bundle/screens.ts"

try {
  await buildScreens(join(import.meta.dirname, "../.."))
} catch (error) {
  const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error))
  const sentences = message.split("\n").filter((line) => line.startsWith("[")) // around them it draws the place
  console.error(sentences.length === 0 ? message : sentences.join("\n"))
  process.exitCode = 1
}
