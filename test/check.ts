/** `npm run check`: what must be right before a commit, side by side, with one verdict at the end. */
import { spawn } from "node:child_process"
import { join } from "node:path"

interface Check {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
}

const checks: readonly Check[] = [
  { name: "types", command: "tsc", args: ["-p", "."] },
  { name: "types of the screens", command: "tsc", args: ["-p", "renderer"] },
  { name: "lint and format", command: "biome", args: ["check", "--error-on-warnings", "--max-diagnostics=50"] },
  {
    name: "import directions",
    command: "depcruise",
    args: ["core", "electron", "renderer", "test", "--config", ".dependency-cruiser.mjs"],
  },
  { name: "unit tests", command: "vitest", args: ["run", "--project", "unit", "--reporter=dot"] },
]

const root = join(import.meta.dirname, "..")

async function main(): Promise<void> {
  const outcomes = await Promise.all(checks.map(run))
  const failed = outcomes.filter(({ code }) => code !== 0)
  for (const { name, output } of failed) console.log(`\n── ${name} ──\n${output.trim()}`)
  console.log(failed.length === 0 ? "\nAll is well." : `\nNot yet: ${failed.map(({ name }) => name).join(", ")}.`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

interface Outcome {
  readonly name: string
  readonly code: number
  readonly output: string
}

function run({ name, command, args }: Check): Promise<Outcome> {
  const started = performance.now()
  const child = spawn(join(root, "node_modules/.bin", command), args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  })
  const parts: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => parts.push(part))
  return new Promise((resolve, reject) => {
    child.on("error", reject)
    child.on("close", (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? "✔" : "✖"} ${name} (${seconds} s)`)
      resolve({ name, code: code ?? 1, output: Buffer.concat(parts).toString() })
    })
  })
}

await main()
