import { chmod, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises"
import { dirname } from "node:path"

/** The text of a file; undefined when there is none. */
export async function readTextFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Writes a file so that a reader sees all of the old or all of the new. Makes its folder; keeps the mode of one that is there. */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  { mode = 0o644 }: { readonly mode?: number } = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const existing = await stat(path).catch(() => undefined)
  const temporary = `${path}.${process.pid}.new`
  try {
    await writeFile(temporary, content, { mode })
    await chmod(temporary, existing === undefined ? mode : existing.mode & 0o7777)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Sets the time of its last change to now: who watches it is told. */
export async function touch(path: string): Promise<void> {
  const now = Date.now() / 1000
  await utimes(path, now, now)
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")
}
