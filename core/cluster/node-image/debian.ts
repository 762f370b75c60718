import { existsSync } from "node:fs"
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runCommand } from "../../host/command.ts"

export interface DebianDownload {
  readonly suite: string
  readonly packages: readonly string[]
  /** Lists and packages are kept here; nothing of the machine's own APT is touched. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
}

/** Downloads packages of a Debian release with all they depend on, whatever release the machine runs. Returns the files. */
export async function downloadDebianPackages({ suite, packages, folder, signal }: DebianDownload): Promise<string[]> {
  const options = await privateApt(folder, suite)
  const environment = { DEBIAN_FRONTEND: "noninteractive" }
  await runCommand("apt-get", [...options, "update", "-qq"], { environment, signal })
  const install = ["install", "--download-only", "--no-install-recommends", "-y", "-qq", ...packages]
  await runCommand("apt-get", [...options, ...install], { environment, signal })
  const archives = join(folder, "archives")
  return (await readdir(archives)).filter((name) => name.endsWith(".deb")).map((name) => join(archives, name))
}

/** Options beat the machine's configuration, which still says how to get through its proxy. */
async function privateApt(folder: string, suite: string): Promise<string[]> {
  await mkdir(join(folder, "lists", "partial"), { recursive: true })
  await mkdir(join(folder, "archives", "partial"), { recursive: true })
  await writeFile(join(folder, "status"), "") // as if nothing were installed: so everything is resolved
  const mirror = await findMirror()
  await writeFile(join(folder, "sources.list"), `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`)
  const settings = {
    "Dir::Etc::sourcelist": join(folder, "sources.list"),
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::Etc::preferences": "/dev/null",
    "Dir::Etc::preferencesparts": "/dev/null",
    "Dir::State": folder,
    "Dir::State::status": join(folder, "status"),
    "Dir::State::lists": join(folder, "lists"),
    "Dir::Cache": folder,
    "Dir::Cache::archives": join(folder, "archives"),
    "APT::Sandbox::User": "",
    "APT::Update::Post-Invoke::": "true",
    "Acquire::Languages": "none",
    "Acquire::Check-Valid-Until": "false", // a mirror's copy of a moving release may be old
    "Acquire::Retries": "3",
  }
  return Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`])
}

/** Signatures are always checked; the package debian-archive-keyring has the keys. */
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

const defaultMirror = "http://deb.debian.org/debian"

/** The mirror that the machine itself uses, when it runs Debian. */
async function findMirror(): Promise<string> {
  for (const file of await sourceFiles()) {
    const mirror = mirrorIn(await readFile(file, "utf8"))
    if (mirror !== undefined) return mirror
  }
  return defaultMirror
}

async function sourceFiles(): Promise<string[]> {
  const parts = "/etc/apt/sources.list.d"
  const names = existsSync(parts) ? (await readdir(parts)).filter((name) => /\.(list|sources)$/.test(name)) : []
  return ["/etc/apt/sources.list", ...names.map((name) => join(parts, name))].filter((file) => existsSync(file))
}

/** The first address of a Debian archive in either format of APT's sources; security updates come from elsewhere. */
export function mirrorIn(sources: string): string | undefined {
  const lines = sources.split("\n").filter((line) => /^(deb |URIs:)/i.test(line))
  const addresses = lines.flatMap((line) => line.match(/https?:\/\/\S+/g) ?? [])
  return addresses.map((address) => address.replace(/\/$/, "")).find((address) => /\/debian$/.test(address))
}
