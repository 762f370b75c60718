import { chmod, chown, lstat, mkdir, readdir, readlink, realpath, rename, rm, stat, symlink } from "node:fs/promises"
import { isMissing } from "./files.ts"

/** Makes a folder and those above it. With a mode, the folder has exactly that one, whatever the umask is. */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  await mkdir(path, { recursive: true })
  if (mode !== undefined) await chmod(path, mode)
}

/** The names in a folder; none when there is no folder. */
export async function listFolder(path: string): Promise<readonly string[]> {
  return (await orMissing(readdir(path))) ?? []
}

/** Removes whatever is there, with all that is in it. */
export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
}

export async function moveFile(from: string, to: string): Promise<void> {
  await rename(from, to)
}

export type FileKind = "file" | "folder" | "socket" | "block-device" | "character-device" | "link" | "other"

export interface FileFacts {
  readonly kind: FileKind
  readonly size: number
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly modifiedMs: number
  readonly device: number
}

/** What a path leads to, links followed unless told otherwise; undefined when nothing is there. */
export async function factsOf(path: string, { followLinks = true } = {}): Promise<FileFacts | undefined> {
  const facts = await orMissing(followLinks ? stat(path) : lstat(path))
  if (facts === undefined) return undefined
  const { size, mode, uid, gid, mtimeMs, dev } = facts
  return { kind: kindOf(facts), size, mode: mode & 0o7777, uid, gid, modifiedMs: mtimeMs, device: dev }
}

/** Where a link points; undefined when there is none. */
export function targetOf(path: string): Promise<string | undefined> {
  return orMissing(readlink(path))
}

/** The path without links; undefined when it leads nowhere. */
export function resolvePath(path: string): Promise<string | undefined> {
  return orMissing(realpath(path))
}

/** Makes `path` a link to `target` in one step, whatever link was there. */
export async function setLink(path: string, target: string): Promise<void> {
  const next = `${path}.new`
  await rm(next, { force: true })
  await symlink(target, next)
  await rename(next, path)
}

export async function setOwner(path: string, uid: number, gid: number): Promise<void> {
  await chown(path, uid, gid)
}

export async function setMode(path: string, mode: number): Promise<void> {
  await chmod(path, mode)
}

interface Kinds {
  isFile(): boolean
  isDirectory(): boolean
  isSocket(): boolean
  isBlockDevice(): boolean
  isCharacterDevice(): boolean
  isSymbolicLink(): boolean
}

function kindOf(facts: Kinds): FileKind {
  if (facts.isFile()) return "file"
  if (facts.isDirectory()) return "folder"
  if (facts.isSymbolicLink()) return "link"
  if (facts.isSocket()) return "socket"
  if (facts.isBlockDevice()) return "block-device"
  return facts.isCharacterDevice() ? "character-device" : "other"
}

async function orMissing<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
