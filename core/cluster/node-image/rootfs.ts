import { existsSync } from "node:fs"
import { chmod, copyFile, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { runCommand } from "../../host/command.ts"
import type { Recipe } from "./recipe.ts"

export interface RootfsInputs {
  readonly recipe: Recipe
  /** Downloaded Debian packages. */
  readonly packages: readonly string[]
  /** The Node.js program for the node's processor. */
  readonly nodejs: string
  readonly folder: string
  readonly signal?: AbortSignal | undefined
}

/** Makes a node's root file system out of packages, without ever running one of their scripts. */
export async function buildRootfs({ recipe, packages, nodejs, folder, signal }: RootfsInputs): Promise<void> {
  for (const path of emptyFolders) await mkdir(join(folder, path), { recursive: true })
  await linkAll(folder, mergedUsr(recipe.links))
  await unpackAll(recipe, packages, folder, signal)
  await linkAll(folder, recipe.links)
  await linkBusybox(folder, signal)
  await writeBasics(folder)
  await trustMozillasAuthorities(folder)
  await placeNodejs(nodejs, folder)
}

const emptyFolders = [
  "dev",
  "etc",
  "proc",
  "sys",
  "run",
  "tmp",
  "root",
  "opt/cove",
  "usr/bin",
  "usr/sbin",
  "usr/lib",
  "usr/lib64",
  "var",
]

/** Links at the root must be there before files are unpacked below them. */
function mergedUsr(links: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(links).filter(([path]) => dirname(path) === "/"))
}

async function linkAll(folder: string, links: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, target] of Object.entries(links)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await symlink(target, join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error
    })
  }
}

async function unpackAll(
  recipe: Recipe,
  packages: readonly string[],
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const wanted = packages.filter((file) => !recipe.withoutPackages.includes(basename(file).split("_")[0] ?? ""))
  const without = recipe.withoutPaths.map((path) => `--exclude=${path}`)
  const script = `dpkg-deb --fsys-tarfile "$0" | tar -x --keep-directory-symlink --no-same-owner -C "$@"`
  const queue = [...wanted]
  const worker = async () => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      await runCommand("sh", ["-c", script, file, folder, ...without], { signal })
    }
  }
  const ended = await Promise.allSettled(
    Array.from({ length: unpackersMax }, () =>
      worker().catch((error: unknown) => {
        queue.length = 0 // the others end with what they are at: none writes into a folder that is being removed
        throw error
      }),
    ),
  )
  for (const one of ended) if (one.status === "rejected") throw one.reason
}

const unpackersMax = 4

/** Busybox under the name of every command that no package brought. */
async function linkBusybox(folder: string, signal?: AbortSignal): Promise<void> {
  const list = await runCommand(join(folder, "usr/bin/busybox"), ["--list"], { signal })
  const there = new Set([...(await readdir(join(folder, "usr/bin"))), ...(await readdir(join(folder, "usr/sbin")))])
  for (const name of list.split("\n")) {
    if (!there.has(name)) await symlink("busybox", join(folder, "usr/bin", name))
  }
}

async function writeBasics(folder: string): Promise<void> {
  const texts = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
    "etc/group": "root:x:0:\nnogroup:x:65534:\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
    "etc/hosts": "127.0.0.1 localhost\n",
    "etc/profile": 'export PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/cove/bin PS1="\\u@\\h:\\w# "\n',
    "etc/os-release": 'PRETTY_NAME="Cove node"\nNAME="Cove"\nID=cove\nID_LIKE=debian\n',
  }
  for (const [path, text] of Object.entries(texts)) await writeFile(join(folder, path), text)
}

/** One file of all of them, where every TLS library looks for it. */
async function trustMozillasAuthorities(folder: string): Promise<void> {
  const source = join(folder, "usr/share/ca-certificates/mozilla")
  if (!existsSync(source)) return
  const names = (await readdir(source)).filter((name) => name.endsWith(".crt")).sort()
  const certificates = await Promise.all(names.map((name) => readFile(join(source, name), "utf8")))
  await mkdir(join(folder, "etc/ssl/certs"), { recursive: true })
  await writeFile(join(folder, "etc/ssl/certs/ca-certificates.crt"), certificates.join(""))
}

/** Without its debugging symbols where the machine can strip them: 20 MB less. */
async function placeNodejs(nodejs: string, folder: string): Promise<void> {
  const target = join(folder, "opt/cove/bin/node")
  await mkdir(dirname(target), { recursive: true })
  await copyFile(nodejs, target)
  await chmod(target, 0o755)
  await runCommand("strip", [target]).catch(() => {})
}
