import type { Driver } from "../../drivers/driver.ts"
import { readFromNode } from "../logs.ts"

/** An image in the words of `minikube image ls --format json`. */
export interface ImageEntry {
  readonly id: string
  readonly repoDigests: readonly string[]
  readonly repoTags: readonly string[]
  readonly size: string
}

/** The images on all running nodes, each once, sorted by name. */
export async function listImages(driver: Driver, cluster: string): Promise<readonly ImageEntry[]> {
  const nodes = (await driver.list(cluster)).filter((node) => node.running)
  const lists = await Promise.all(
    nodes.map((node) => readFromNode(driver, node.name, ["ctr", "--namespace", "k8s.io", "images", "ls"])),
  )
  const byId = new Map(lists.flatMap(parseImages).map((image) => [image.id, image]))
  return [...byId.values()].sort((a, b) => (a.repoTags[0] ?? a.id).localeCompare(b.repoTags[0] ?? b.id))
}

/** ctr's table: each image has a line for its tag, one for its digest and one for its id, with the same target. */
export function parseImages(table: string): ImageEntry[] {
  const rows = table
    .split("\n")
    .slice(1)
    .map((line) => /^(\S+)\s+\S+\s+(sha256:\S+)\s+(\S+ \S+)/.exec(line))
  const byTarget = new Map<string, { id: string; repoTags: string[]; repoDigests: string[]; size: string }>()
  for (const row of rows) {
    if (row === null) continue
    const [, reference = "", target = "", size = ""] = row
    const image = byTarget.get(target) ?? { id: target.slice(7), repoTags: [], repoDigests: [], size: inBytes(size) }
    if (reference.startsWith("sha256:")) image.id = reference.slice(7)
    else if (reference.includes("@")) image.repoDigests.push(reference)
    else image.repoTags.push(reference)
    byTarget.set(target, image)
  }
  return [...byTarget.values()]
}

/** "2.1 MiB" as bytes. */
function inBytes(size: string): string {
  const [amount = "0", unit = "B"] = size.split(" ")
  const factors: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }
  return String(Math.round(Number(amount) * (factors[unit] ?? 1)))
}
