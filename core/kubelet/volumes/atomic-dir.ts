import { readFile, writeFile } from "node:fs/promises"
import { dirname } from "node:path/posix"
import { factsOf, listFolder, makeFolder, removeTree, setLink, setMode, setOwner, targetOf } from "../../host/tree.ts"
import type { Payload } from "./payload.ts"

/**
 * Makes a folder hold exactly these files, all changed in one step (Kubernetes' AtomicWriter): they are in a folder of
 * their own, `..data` links to it, and each visible name links through `..data`.
 *
 *   ..2026_11_22_09_15_00.42/key    ..data → ..2026_11_22_09_15_00.42    key → ..data/key
 */
export async function writeAtomicDir(
  dir: string,
  payload: Payload,
  { stamp, group }: { readonly stamp: string; readonly group: number | undefined },
): Promise<boolean> {
  const current = await targetOf(`${dir}/..data`)
  if (current !== undefined && (await holds(`${dir}/${current}`, payload))) return false
  await makeFolder(dir)
  const fresh = `..${stamp}`
  await removeTree(`${dir}/${fresh}`)
  await makeFolder(`${dir}/${fresh}`, 0o755)
  for (const [path, { content, mode }] of payload) {
    const file = `${dir}/${fresh}/${path}`
    await makeFolder(dirname(file))
    await writeFile(file, content)
    // The umask must not have a say, and whoever the volume is shared with must be able to read.
    await setMode(file, group === undefined ? mode : mode | 0o040)
    if (group !== undefined) await setOwner(file, 0, group)
  }
  if (group !== undefined) await setOwner(`${dir}/${fresh}`, 0, group)
  await setLink(`${dir}/..data`, fresh)
  const visible = new Set([...payload.keys()].map((path) => path.split("/")[0] ?? path))
  for (const name of visible) {
    if ((await targetOf(`${dir}/${name}`)) === undefined) await setLink(`${dir}/${name}`, `..data/${name}`)
  }
  for (const name of await listFolder(dir)) {
    const stale = name.startsWith("..") ? name !== fresh && name !== "..data" : !visible.has(name)
    if (stale) await removeTree(`${dir}/${name}`)
  }
  return true
}

async function holds(dir: string, payload: Payload): Promise<boolean> {
  if ((await countFiles(dir)) !== payload.size) return false
  for (const [path, { content }] of payload) {
    if ((await factsOf(`${dir}/${path}`))?.kind !== "file") return false
    if (!(await readFile(`${dir}/${path}`)).equals(content)) return false
  }
  return true
}

async function countFiles(dir: string): Promise<number> {
  let count = 0
  for (const name of await listFolder(dir)) {
    const facts = await factsOf(`${dir}/${name}`, { followLinks: false })
    count += facts?.kind === "folder" ? await countFiles(`${dir}/${name}`) : 1
  }
  return count
}
