import type { Profile } from "../../cluster/profile/profile.ts"
import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { outputOption } from "../options.ts"

export const defineProfile: DefineCommand = (program, cli) => {
  const profile = program.command("profile").description("The clusters there are")
  profile
    .command("list")
    .description("All of them, with how they are")
    .addOption(outputOption("table", "json"))
    .option("-l, --light", "without looking how they are")
    .action((options: ListFlags) => list(cli, options))
}

interface ListFlags {
  readonly output: "table" | "json"
  readonly light?: boolean
}

async function list(cli: Cli, flags: ListFlags): Promise<void> {
  const { isCurrentContext } = await import("../../cluster/status.ts")
  const { ProfileStore } = await import("../../cluster/profile/profile-store.ts")
  const store = new ProfileStore((await cli.deps()).home)
  const valid: Entry[] = []
  const invalid: Invalid[] = []
  for (const name of await store.names()) {
    const config = await store.read(name).catch(() => undefined)
    if (config === undefined) invalid.push({ Name: name, Status: "Unknown", Config: null })
    else {
      const Status = flags.light === true ? "" : await statusOf(cli, name)
      const ActiveKubeContext = await isCurrentContext(config)
      valid.push({ Name: name, Status, Config: config, Active: name === cli.defaultProfile, ActiveKubeContext })
    }
  }
  if (flags.output === "json") return print(cli, JSON.stringify({ invalid, valid }))
  printTable(cli, valid)
  if (invalid.length === 0) return
  print(cli, `\n! ${invalid.map(({ Name }) => Name).join(", ")}: cannot be read. See why: cove status -p NAME`)
}

interface Invalid {
  readonly Name: string
  readonly Status: string
  readonly Config: null
}

interface Entry {
  readonly Name: string
  readonly Status: string
  readonly Config: Profile
  readonly Active: boolean
  readonly ActiveKubeContext: boolean
}

/** minikube's words for a whole cluster. */
async function statusOf(cli: Cli, name: string): Promise<string> {
  const { clusterStatus, statusExitCode } = await import("../../cluster/status.ts")
  const nodes = await clusterStatus(await cli.deps(), name).catch(() => undefined)
  if (nodes === undefined) return "Unknown"
  if (nodes.every((node) => node.Host === "Stopped")) return "Stopped"
  if (nodes.some((node) => node.APIServer === "Paused")) return "Paused"
  return statusExitCode(nodes) === 0 ? "OK" : "Degraded"
}

function printTable(cli: Cli, entries: readonly Entry[]): void {
  const header = ["PROFILE", "DRIVER", "IP", "VERSION", "STATUS", "NODES", "ACTIVE KUBECONTEXT"]
  const rows = entries.map(({ Name, Status, Config, ActiveKubeContext }) => [
    Name,
    Config.driver,
    Config.nodes[0]?.address ?? "",
    Config.kubernetesVersion,
    Status,
    String(Config.nodes.length),
    ActiveKubeContext ? "*" : "",
  ])
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  for (const row of [header, ...rows])
    print(
      cli,
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("   ")
        .trimEnd(),
    )
}
