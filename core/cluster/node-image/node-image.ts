import { createHash } from "node:crypto"
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import type { NodeImage } from "../../drivers/driver.ts"
import { sha256Hex } from "../../host/digest.ts"
import { exists } from "../../host/files.ts"
import { holdLock } from "../../host/lock.ts"
import { goArchitecture } from "../../host/machine.ts"
import { downloadDebianPackages } from "./debian.ts"
import { buildImageArchive } from "./image-archive.ts"
import { type Recipe, readRecipe } from "./recipe.ts"
import { buildRootfs } from "./rootfs.ts"

export interface NodeImageInputs {
  /** `resources/node-image`. */
  readonly recipeFolder: string
  /** Another Debian release than the recipe's. */
  readonly suite?: string | undefined
  readonly cacheFolder: string
  /** The Node.js program that nodes run, and its version. */
  readonly nodejs: { readonly path: string; readonly version: string }
  /** Told what happens, when the image is not in the cache. */
  readonly report: (doing: string) => void
  readonly signal?: AbortSignal | undefined
}

/** The image that nodes are made from: out of the cache, or built there (about 10 s). */
export async function ensureNodeImage(inputs: NodeImageInputs): Promise<NodeImage> {
  const recipe = await readRecipe(inputs.recipeFolder, inputs.suite)
  const key = keyOf(recipe, inputs.nodejs.version)
  const folder = join(inputs.cacheFolder, "node", key)
  const image = { key, rootfs: join(folder, "rootfs") }
  if (await exists(folder)) return image
  const { signal, report } = inputs
  const lock = await holdLock(folder, { holder: "", signal, onWait: () => report("Waiting for another who builds it") })
  try {
    if (!(await exists(folder))) await build(inputs, recipe, folder)
  } finally {
    await lock.release()
  }
  return image
}

/** The content's hash, as the recipe and this code decide it. Debian's updates come with a changed recipe or an emptied cache. */
function keyOf(recipe: Recipe, nodejsVersion: string): string {
  const content = JSON.stringify({ layout, recipe, nodejsVersion, architecture: goArchitecture() })
  return sha256Hex(content).slice(0, 12)
}

/** Raised when `rootfs.ts` builds something else from the same recipe. */
const layout = 1

/** In a folder beside, renamed when complete: what is in the cache is whole. */
async function build(inputs: NodeImageInputs, recipe: Recipe, folder: string): Promise<void> {
  await removeCutOff(folder)
  await mkdir(join(inputs.cacheFolder, "node"), { recursive: true })
  const unfinished = await mkdtemp(`${folder}.`)
  try {
    inputs.report(`Downloading Debian packages (${recipe.suite})`)
    const packages = await downloadDebianPackages({
      suite: recipe.suite,
      packages: recipe.packages,
      folder: join(inputs.cacheFolder, "apt", recipe.suite),
      signal: inputs.signal,
    })
    inputs.report("Unpacking them")
    const rootfs = join(unfinished, "rootfs")
    await buildRootfs({ recipe, packages, nodejs: inputs.nodejs.path, folder: rootfs, signal: inputs.signal })
    await placeImages(recipe, rootfs)
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

/** What builds that were killed have left. */
async function removeCutOff(folder: string): Promise<void> {
  const siblings = await readdir(dirname(folder)).catch(() => [])
  const cutOff = siblings.filter((name) => name.startsWith(`${basename(folder)}.`))
  for (const name of cutOff) await rm(join(dirname(folder), name), { recursive: true, force: true })
}

/** `key` tells a node whether it has imported these already. */
async function placeImages(recipe: Recipe, rootfs: string): Promise<void> {
  const folder = join(rootfs, "opt/cove/images")
  await mkdir(folder, { recursive: true })
  const hash = createHash("sha256")
  for (const image of recipe.images) {
    const archive = await buildImageArchive(image, rootfs)
    hash.update(archive)
    await writeFile(join(folder, `${fileNameOf(image.name)}.tar`), archive)
  }
  await writeFile(join(folder, "key"), `${hash.digest("hex")}\n`)
}

function fileNameOf(image: string): string {
  return image.replace(/^.*\//, "").replace(/:.*$/, "")
}
