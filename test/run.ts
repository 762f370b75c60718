/** `npm test`: all there is to test. `npm test -- check integration` runs only those parts. */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { ensureEngine } from "./support/engine.ts"

const root = join(import.meta.dirname, "..")

interface Part {
  readonly name: string
  readonly needsEngine: boolean
  readonly command: readonly string[]
}

const vitest = join(root, "node_modules/vitest/vitest.mjs")

/** The cheap ones first. */
const parts: readonly Part[] = [
  { name: "check", needsEngine: false, command: [join(root, "test/check.ts")] },
  { name: "integration", needsEngine: true, command: [vitest, "run", "--project", "integration"] },
  { name: "e2e", needsEngine: true, command: [vitest, "run", "--project", "e2e"] },
]

async function main(wanted: readonly string[]): Promise<void> {
  const chosen = parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  await using _engine = chosen.some(({ needsEngine }) => needsEngine) ? await ensureEngine() : undefined
  const failed: string[] = []
  for (const part of chosen) {
    console.log(`\n══ ${part.name} ══`)
    if ((await run(part)) !== 0) failed.push(part.name)
  }
  console.log(failed.length === 0 ? "\nEverything passed." : `\nFailed: ${failed.join(", ")}.`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

function run({ command }: Part): Promise<number> {
  const child = spawn(process.execPath, command, { cwd: root, stdio: "inherit" })
  return new Promise((resolve, reject) => {
    child.on("error", reject)
    child.on("close", (code) => resolve(code ?? 1))
  })
}

await main(process.argv.slice(2))
