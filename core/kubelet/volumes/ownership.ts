import { factsOf, listFolder, setMode, setOwner } from "../../host/tree.ts"

/**
 * Gives a volume to the pod's group: everything in it belongs to it and may be read and written by it, and what is made
 * later inherits the group. With `onRootMismatch`, only when the root does not look so already.
 */
export async function giveToGroup(
  dir: string,
  group: number,
  { onRootMismatch }: { readonly onRootMismatch: boolean },
) {
  const root = await factsOf(dir, { followLinks: false })
  if (root === undefined) return
  if (onRootMismatch && root.gid === group && (root.mode & folderBits) === folderBits) return
  await give(dir, group)
}

async function give(path: string, group: number): Promise<void> {
  const facts = await factsOf(path, { followLinks: false })
  if (facts === undefined || facts.kind === "link") return
  await setOwner(path, facts.uid, group)
  await setMode(path, facts.mode | (facts.kind === "folder" ? folderBits : 0o660))
  if (facts.kind !== "folder") return
  for (const name of await listFolder(path)) await give(`${path}/${name}`, group)
}

/** Group may do everything; what is made inside inherits the group. */
const folderBits = 0o2770
