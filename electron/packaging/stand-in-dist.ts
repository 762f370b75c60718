import { cp, mkdir, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { readTextFile } from "../../core/host/files.ts"

/** Electron's own mark before the fuses in its program, its version of them, and how many there are. */
const fuseWire = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009${"1".repeat(9)}`

/**
 * A folder like the one that Electron comes in, without Electron: for packaging where its program cannot be had. What is
 * packaged of ours is the same; only the program says that it is not there.
 */
export async function makeStandInDist(root: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, "locales"), { recursive: true })
  await mkdir(join(folder, "resources"), { recursive: true })
  const electron = join(root, "node_modules/electron")
  const manifest = (await readTextFile(join(electron, "package.json"))) ?? "{}"
  const { version } = JSON.parse(manifest) as { readonly version: string } // npm's own
  const program = `#!/bin/sh\necho "This app was packaged without Electron's program." >&2\nexit 1\n# ${fuseWire}\n`
  await writeFile(join(folder, "electron"), program, { mode: 0o755 })
  await writeFile(join(folder, "version"), version)
  await cp(join(electron, "LICENSE"), join(folder, "LICENSE"))
}
