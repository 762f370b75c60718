import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { shortHash } from "../../core/drivers/native/native-store.ts"
import { run } from "./cove.ts"

/** What on this machine is of one COVE_HOME, whatever the driver, but for its cache, its authority and its kubeconfig. */
export async function leftovers(home: string, cluster: string): Promise<readonly string[]> {
  const id = shortHash(join(home, "native"))
  const found = await Promise.all([
    files(home),
    lines("mount", ["mount"], new RegExp(` on ${home}/`)),
    lines("link", ["ip", "-o", "link"], new RegExp(`cove-${shortHash(`${id}/${cluster}`)}`)),
    lines("cable", ["ip", "-o", "link"], new RegExp(`cove\\.${shortHash(`${id}/${cluster}/${cluster}`)}`)),
    lines("namespace", ["ip", "netns"], new RegExp(`cove-${shortHash(`${id}/${cluster}/${cluster}`)}`)),
    lines("table", ["nft", "list", "tables"], new RegExp(`cove_${shortHash(`${id}/${cluster}`)}`)),
    lines("group", ["find", "/sys/fs/cgroup", "-maxdepth", "4", "-path", `*/cove/${id}*`], /./),
    lines("state", ["find", `/run/cove/${id}`], /^\//),
    lines("container", ["docker", "ps", "-a", "--filter", `label=cove.owner=${home}`, "-q"], /./),
    lines("network", ["docker", "network", "ls", "--filter", `label=cove.owner=${home}`, "-q"], /./),
    processes(cluster),
  ])
  return found.flat()
}

async function files(home: string): Promise<readonly string[]> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true })
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
  const stay = ["ca.crt", "ca.key", "cache", "kubeconfig"].map((name) => join(home, name))
  return names.filter((name) => !stay.includes(name)).map((name) => `file ${name}`)
}

async function lines(what: string, [command = "", ...args]: readonly string[], pattern: RegExp) {
  const { stdout } = await run(command, args).catch(() => ({ stdout: "" })) // no engine here, or no such tool
  return stdout.split("\n").flatMap((line) => (pattern.test(line) ? [`${what} ${line}`] : []))
}

/** A node's programs are told its name. */
async function processes(cluster: string): Promise<readonly string[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name))
  const commands = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")))
  return commands
    .filter((command) => command.includes(`--hostname-override=${cluster}`))
    .map((text) => `process ${text}`)
}
