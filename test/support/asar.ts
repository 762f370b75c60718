import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"

/** What an archive says of a file: where its bytes are, or that they lie beside the archive. */
interface Entry {
  readonly files?: Readonly<Record<string, Entry>>
  readonly offset?: string
  readonly size?: number
  readonly unpacked?: boolean
}

/**
 * Takes apart an archive as Electron reads them, with what lies unpacked beside it, and returns the paths that are in it.
 *
 *   | 4, 4: length of the head | 4, 4: length of its text | text: JSON | the files' bytes, one after the other |
 */
export async function extractAsar(archive: string, folder: string): Promise<readonly string[]> {
  const bytes = await readFile(archive)
  const contentAt = 8 + bytes.readUInt32LE(4)
  const head = JSON.parse(bytes.toString("utf8", 16, 16 + bytes.readUInt32LE(12))) as Entry // the packager's own words
  const paths: string[] = []
  async function extract(entry: Entry, path: string): Promise<void> {
    for (const [name, inner] of Object.entries(entry.files ?? {})) await extract(inner, join(path, name))
    if (entry.files !== undefined) return
    paths.push(path)
    const at = contentAt + Number(entry.offset ?? 0)
    const beside = () => readFile(join(`${archive}.unpacked`, path))
    const content = entry.unpacked === true ? await beside() : bytes.subarray(at, at + (entry.size ?? 0))
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  await extract(head, "")
  return paths
}
