/**
 * `node core/cmd/setup.mjs PURPOSE SCRIPT [arguments]`: makes the machine ready for PURPOSE, then runs SCRIPT on the
 * project's own Node. The only file that the system's Node runs, so it is plain JavaScript for Node 18 and newer.
 * When nothing is missing it costs a few milliseconds.
 */
import { spawnSync } from "node:child_process"
import module from "node:module"
import { resolve } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { installDependencies } from "./setup/dependencies.mjs"
import { deriveSources } from "./setup/derive.mjs"
import { SetupError } from "./setup/error.mjs"
import { installPrograms } from "./setup/programs.mjs"

const root = fileURLToPath(new URL("../..", import.meta.url))
const [purpose = "cove", script, ...args] = process.argv.slice(2)

try {
  const nodejs = installDependencies(root)
  deriveSources({ root, nodejs })
  await installPrograms(purpose)
  if (script !== undefined) await run({ nodejs, script: resolve(root, script), args })
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\nCove cannot be set up: ${error.message}`)
  if (error.advice !== "") console.error(`\n${error.advice}`)
  process.exitCode = 1
}

/** In this process where its Node is new enough, else in one of the project's. */
async function run({ nodejs, script, args }) {
  if (Number.parseInt(process.versions.node, 10) >= 24) {
    module.enableCompileCache?.()
    process.argv = [process.argv[0], script, ...args]
    await import(pathToFileURL(script).href)
    return
  }
  process.on("SIGINT", () => {}) // the program decides when to stop
  const { status, signal } = spawnSync(nodejs, [script, ...args], { stdio: "inherit" })
  process.exitCode = signal === null ? (status ?? 1) : 2
}
