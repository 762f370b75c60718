import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { type Header, type Pack, pack } from "tar-stream"
import { sha256Hex } from "../../host/digest.ts"
import { goArchitecture } from "../../host/machine.ts"
import type { ImageRecipe } from "./recipe.ts"

/** An image as a `docker save` archive, which containerd and every engine read: made here, so none is needed to make it. */
export async function buildImageArchive(recipe: ImageRecipe, rootfs: string): Promise<Buffer> {
  const layer = await layerOf(recipe, rootfs)
  const config = Buffer.from(JSON.stringify(configOf(recipe, layer)))
  const configName = `${sha256Hex(config)}.json`
  const manifest = [{ Config: configName, RepoTags: [recipe.name], Layers: ["layer.tar"] }]
  return collect((archive) => {
    archive.entry({ name: "manifest.json" }, Buffer.from(JSON.stringify(manifest)))
    archive.entry({ name: configName }, config)
    archive.entry({ name: "layer.tar" }, layer)
  })
}

async function layerOf(recipe: ImageRecipe, rootfs: string): Promise<Buffer> {
  const files = await Promise.all(
    Object.entries(recipe.files ?? {}).map(async ([path, source]) => ({
      path,
      content: await readFile(join(rootfs, source)),
    })),
  )
  return collect((layer) => {
    for (const path of recipe.folders ?? []) layer.entry({ ...header(path), type: "directory", mode: 0o755 })
    for (const [path, text] of Object.entries(recipe.texts ?? {})) layer.entry({ ...header(path), mode: 0o644 }, text)
    for (const { path, content } of files) layer.entry({ ...header(path), mode: 0o755 }, content)
    for (const [path, linkname] of Object.entries(recipe.links ?? {})) {
      layer.entry({ ...header(path), type: "symlink", linkname })
    }
  })
}

/** No time of making: the same recipe makes the same bytes. */
function header(path: string): Partial<Header> & Pick<Header, "name"> {
  return { name: path.replace(/^\//, ""), mtime: new Date(0), uid: 0, gid: 0 }
}

function configOf(recipe: ImageRecipe, layer: Buffer) {
  return {
    architecture: goArchitecture(),
    os: "linux",
    config: {
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      ...(recipe.entrypoint === undefined ? {} : { Entrypoint: recipe.entrypoint }),
    },
    rootfs: { type: "layers", diff_ids: [`sha256:${sha256Hex(layer)}`] },
  }
}

async function collect(fill: (archive: Pack) => void): Promise<Buffer> {
  const archive = pack()
  fill(archive)
  archive.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of archive) chunks.push(Buffer.from(chunk as Uint8Array)) // a pack yields bytes
  return Buffer.concat(chunks)
}
