import { readdir, readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { Readable } from "node:stream"
import { type Pack, pack } from "tar-stream"
import type { NodeFiles } from "./node-files.ts"

/** One tar archive of the node's files and of whole folders of this machine: `{"/opt/cove/lib": "/home/me/build/lib"}`. */
export async function packFiles(files: NodeFiles, folders: Readonly<Record<string, string>>): Promise<Readable> {
  const archive = pack()
  const entries = Object.entries(files).map(([path, { text, mode }]) => ({
    path,
    content: Buffer.from(text),
    mode: mode ?? 0o644,
  }))
  for (const [target, source] of Object.entries(folders)) entries.push(...(await filesOf(source, target)))
  const made = new Set<string>()
  for (const { path, content, mode } of entries) {
    addParents(archive, path, made)
    archive.entry({ name: path.slice(1), mode }, content)
  }
  archive.finalize()
  return Readable.from(archive)
}

async function filesOf(folder: string, target: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(
    files.map(async (file) => ({
      path: `${target}/${file.slice(folder.length + 1)}`.replace(/\/+/g, "/"),
      content: await readFile(file),
      mode: ((await stat(file)).mode & 0o111) === 0 ? 0o644 : 0o755,
    })),
  )
}

/** Folders that an engine would otherwise make with rights of its own choosing. Only ours: those of the image stay. */
function addParents(archive: Pack, path: string, made: Set<string>): void {
  const parts = path.split("/").slice(1, -1)
  for (let depth = 2; depth <= parts.length; depth++) {
    const folder = parts.slice(0, depth).join("/")
    if (made.has(folder)) continue
    made.add(folder)
    archive.entry({ name: folder, type: "directory", mode: 0o755 })
  }
}
