import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** Remembers what the derived files were made from, so that making them again costs nothing when nothing changed. */
export class Stamp {
  readonly #file: string
  readonly #hash: string

  /** `inputs` are files and folders; what is in a folder counts, but not in the folders below. */
  constructor(file: string, inputs: readonly string[]) {
    this.#file = file
    const hash = createHash("sha256")
    for (const path of inputs.flatMap(filesOf)) hash.update(path).update("\0").update(readFileSync(path)).update("\0")
    this.#hash = hash.digest("hex")
  }

  /** Whether the inputs are those of the last time and everything made then is still there. */
  isCurrent(): boolean {
    if (!existsSync(this.#file)) return false
    const [hash, ...made] = readFileSync(this.#file, "utf8").trim().split("\n")
    return hash === this.#hash && made.every((path) => existsSync(path))
  }

  write(made: readonly string[]): void {
    mkdirSync(dirname(this.#file), { recursive: true })
    writeFileSync(this.#file, `${[this.#hash, ...made].join("\n")}\n`)
  }
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(path, entry.name))
    .sort()
}
