import { existsSync } from "node:fs"
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises"
import { join, resolve } from "node:path"
import { runCommand } from "../../host/command.ts"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import { holdLock } from "../../host/lock.ts"

export interface ScreensOptions {
  /** The project's folder, or the packaged app's: that one brings the screens built, without their sources. */
  readonly root: string
  /** Told when they are older than their sources, so that somebody has to wait. */
  onBuild?(): void
  readonly signal?: AbortSignal | undefined
}

/**
 * The folder with the screens, built anew when any of their sources has changed since. COVE_SCREENS names another, that
 * is taken as it is.
 */
export async function ensureScreens({ root, onBuild, signal }: ScreensOptions): Promise<string> {
  const given = process.env["COVE_SCREENS"] ?? ""
  const folder = given === "" ? join(root, "dist/renderer") : resolve(given)
  if (given !== "" || !existsSync(join(root, config)) || (await areFresh(root, folder))) return folder
  onBuild?.()
  const lock = await holdLock(`screens of ${root}`, { holder: "a build of the screens", signal })
  try {
    if (await areFresh(root, folder)) return folder // somebody else has just built them
    // A process of its own: the build wants its NODE_ENV, much memory for a moment, and the loop for itself.
    const environment = { NODE_ENV: "production" }
    await runCommand(process.execPath, [join(root, "core/cmd/screens.ts")], { folder: root, environment, signal })
    return folder
  } finally {
    await lock.release()
  }
}

/** Builds the screens, and puts them where they are served from once all is there. */
export async function buildScreens(root: string): Promise<void> {
  const versions = await versionsOf(root, await sourcesIn(root))
  const dist = join(root, "dist")
  await mkdir(dist, { recursive: true })
  await removeUnfinished(dist)
  const made = await mkdtemp(join(dist, unfinishedPrefix))
  await chmod(made, 0o755)
  try {
    const { build } = await import("vite")
    await build({
      configFile: join(root, config),
      logLevel: "error",
      build: { outDir: made, emptyOutDir: true },
    })
    await writeFileAtomically(join(made, stampName), JSON.stringify(versions))
    await replaceFolder(join(root, "dist/renderer"), made)
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}

const unfinishedPrefix = "renderer-"

/** What builds that were killed left behind. */
async function removeUnfinished(dist: string): Promise<void> {
  const names = (await readdir(dist)).filter((name) => name.startsWith(unfinishedPrefix))
  await Promise.all(names.map((name) => rm(join(dist, name), { recursive: true, force: true })))
}

const config = "renderer/vite.config.ts"
/** Beside the screens: what they were built from. */
const stampName = "sources.stamp"

/** Who reads the old one sees it whole until the new one is there; two builds at once leave one of theirs. */
async function replaceFolder(folder: string, made: string): Promise<void> {
  const old = `${made}-old`
  await rename(folder, old).catch(() => {}) // there was none
  await rename(made, folder)
  await rm(old, { recursive: true, force: true })
}

async function areFresh(root: string, folder: string): Promise<boolean> {
  const stamp = await readTextFile(join(folder, stampName))
  return stamp !== undefined && stamp === JSON.stringify(await versionsOf(root, await sourcesIn(root)))
}

/** All that can be part of a screen, and the packages. Wider than what is: to look at a few files too many costs nothing. */
async function sourcesIn(root: string): Promise<readonly string[]> {
  const folders = ["renderer", ...portableRooms.map((room) => `core/${room}`)]
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      return files.map(({ parentPath, name }) => join(parentPath, name))
    }),
  )
  return [...listed.flat().sort(), join(root, "package-lock.json")]
}

/** What screens may import of core. */
const portableRooms = ["base", "machinery", "apis", "client", "bridge", "transport/port"]

async function versionsOf(root: string, files: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const described = await Promise.all(
    files.map(async (file) => {
      const stats = await stat(file).catch(() => undefined)
      return [file.slice(root.length), stats === undefined ? "gone" : `${stats.size} ${stats.mtimeMs}`] as const
    }),
  )
  return Object.fromEntries(described)
}
