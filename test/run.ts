/** `npm test`: what must hold at every change. `npm test -- check timelines` runs the parts that are named. */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { ensureEngine } from "./support/engine.ts"
import { sweep } from "./support/sweep.ts"

const root = join(import.meta.dirname, "..")

interface Part {
  readonly name: string
  readonly needsEngine: boolean
  readonly command: readonly string[]
  /** Runs only when it is asked for by name. */
  readonly onRequest?: boolean
}

const vitest = join(root, "node_modules/vitest/vitest.mjs")

/** The cheap ones first. */
const parts: readonly Part[] = [
  { name: "check", needsEngine: false, command: [join(root, "test/check.ts")] },
  { name: "integration", needsEngine: true, command: [vitest, "run", "--project", "integration"] },
  { name: "electron", needsEngine: false, command: [vitest, "run", "--project", "electron"] },
  { name: "screens", needsEngine: false, command: [vitest, "run", "--project", "screens"] },
  { name: "e2e", needsEngine: true, command: [vitest, "run", "--project", "e2e"] },
  // Compares every write of a busy cluster with a recording: what of that is chance is still being found out.
  { name: "timelines", needsEngine: false, command: [vitest, "run", "--project", "timelines"], onRequest: true },
]

async function main(wanted: readonly string[]): Promise<void> {
  const chosen = parts.filter(({ name, onRequest }) =>
    wanted.length === 0 ? onRequest !== true : wanted.includes(name),
  )
  const onClusters = chosen.some(({ needsEngine }) => needsEngine)
  await using _engine = onClusters ? await ensureEngine() : undefined
  if (onClusters) await sweep()
  const failed: string[] = []
  for (const part of chosen) {
    console.log(`\n══ ${part.name} ══`)
    if ((await run(part)) !== 0) failed.push(part.name)
  }
  if (onClusters) await sweep()
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
