import type { Command } from "commander"
import type { Cli } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { profileOf } from "../options.ts"

export const defineKubectl: DefineCommand = (program, cli, exitWith) => {
  program
    .command("kubectl")
    .description("Run a kubectl that fits the cluster: cove kubectl -- get pods")
    .argument("[arguments...]", "what kubectl is told")
    .passThroughOptions()
    .allowUnknownOption()
    .helpOption(false)
    .action(async (args: string[], _options: unknown, command: Command) =>
      exitWith(await kubectl(cli, profileOf(command), args)),
    )
}

async function kubectl(cli: Cli, profile: string, args: readonly string[]): Promise<number> {
  const [{ findKubectl }, { existingCluster }, { streamCommand }, deps] = await Promise.all([
    import("../../cluster/kubectl/find-kubectl.ts"),
    import("../../cluster/existing-cluster.ts"),
    import("../../host/command.ts"),
    cli.deps(),
  ])
  const { profile: cluster } = await existingCluster(deps, profile)
  const program = await findKubectl(deps.home.cache, (doing) => cli.stderr.write(`${doing} ...\n`))
  const told = args[0] === "--" ? args.slice(1) : args
  const where = [`--kubeconfig=${cluster.kubeconfig}`, `--context=${profile}`]
  const streams = { stdin: "inherit", stdout: "inherit", stderr: "inherit" } as const
  return streamCommand(program, [...where, ...told], streams).catch((error: unknown) => {
    if (cli.signal.aborted) return interruptedExitCode // a terminal's Ctrl-C goes to both
    throw error
  })
}

/** As a shell tells of a program that SIGINT ended. */
const interruptedExitCode = 130
