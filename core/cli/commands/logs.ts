import { createWriteStream } from "node:fs"
import type { Command } from "commander"
import type { Cli } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { parseCount, profileOf } from "../options.ts"

export const defineLogs: DefineCommand = (program, cli, exitWith) => {
  program
    .command("logs")
    .description("What a node's programs said: containerd, the kubelet, the control plane")
    .option("-f, --follow", "go on as more is said")
    .option("-n, --length <lines>", "how many lines of each", parseCount, 60)
    .option("--node <name>", "another than the first")
    .option("--file <path>", "write it to a file")
    .action(async (options: LogFlags, command: Command) => exitWith(await logs(cli, profileOf(command), options)))
}

interface LogFlags {
  readonly follow?: boolean
  readonly length: number
  readonly node?: string
  readonly file?: string
}

async function logs(cli: Cli, profile: string, flags: LogFlags): Promise<number> {
  const [{ runningNode }, { writeLogs }] = await Promise.all([
    import("../../cluster/existing-node.ts"),
    import("../../cluster/logs.ts"),
  ])
  const { driver, node } = await runningNode(await cli.deps(), profile, flags.node)
  const wishes = { lines: flags.length, follow: flags.follow === true }
  const stdout = flags.file === undefined ? cli.stdout : createWriteStream(flags.file)
  return writeLogs(driver, node.name, wishes, { stdout, stderr: cli.stderr }, cli.signal)
}
