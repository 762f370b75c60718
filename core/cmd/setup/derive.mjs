import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { SetupError } from "./error.mjs"

/** What `core/cmd/generate.ts` reads: when none of it changed, nothing is derived anew. */
const inputs = [
  "package-lock.json",
  "resources/kubernetes",
  "core/cmd/generate",
  "core/cmd/generate.ts",
  "core/machinery/schema",
]

/** Derives the sources that are not committed (see "What is derived" in core/ARCHITECTURE.md). */
export function deriveSources({ root, nodejs }) {
  const stamp = join(root, "build", "derived.stamp")
  const now = inputs.flatMap((input) => versionsOf(root, input)).join("\n")
  if (existsSync(join(root, "core/apis/resources.gen.ts")) && read(stamp) === now) return
  const { status } = spawnSync(nodejs, [join(root, "core/cmd/generate.ts")], { cwd: root, stdio: "inherit" })
  if (status !== 0) throw new SetupError("the derived sources could not be written", "The message is above.")
  mkdirSync(join(root, "build"), { recursive: true })
  writeFileSync(stamp, now)
}

function versionsOf(root, path) {
  const { mtimeMs, size, isDirectory } = describe(join(root, path))
  if (!isDirectory) return [`${path} ${size} ${mtimeMs}`]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => versionsOf(root, `${path}/${name}`))
}

function describe(file) {
  const stats = statSync(file)
  return { mtimeMs: stats.mtimeMs, size: stats.size, isDirectory: stats.isDirectory() }
}

function read(file) {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}
