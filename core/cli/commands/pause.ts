import type { Command } from "commander"
import type { Cli } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { onClusters } from "../on-clusters.ts"
import { outputOption, profileOf } from "../options.ts"

export const definePause: DefineCommand = (program, cli, exitWith) => {
  program
    .command("pause")
    .description("Freeze a cluster: it keeps its memory, uses no CPU and answers nobody until it goes on")
    .addOption(outputOption("text", "json"))
    .action(async ({ output }: PauseFlags, command: Command) =>
      exitWith(await pause(cli, profileOf(command), { output, back: false })),
    )
}

export const defineUnpause: DefineCommand = (program, cli, exitWith) => {
  program
    .command("unpause")
    .description("Let a cluster that was paused go on where it was")
    .addOption(outputOption("text", "json"))
    .action(async ({ output }: PauseFlags, command: Command) =>
      exitWith(await pause(cli, profileOf(command), { output, back: true })),
    )
}

interface PauseFlags {
  readonly output: "text" | "json"
}

async function pause(
  cli: Cli,
  profile: string,
  { output, back }: PauseFlags & { readonly back: boolean },
): Promise<number> {
  const [{ pauseCluster, unpauseCluster }, deps] = await Promise.all([import("../../cluster/pause.ts"), cli.deps()])
  let count = 0
  return onClusters(cli, {
    names: [profile],
    output,
    run: async (_name, progress) => {
      const options = { profile, progress, signal: cli.signal }
      count = back ? await unpauseCluster(deps, options) : await pauseCluster(deps, options)
    },
    done: () => {
      if (count === 0) return `Cluster "${profile}" ${back ? "was not paused" : "is paused already"}.`
      const nodes = `${count} ${count === 1 ? "node" : "nodes"}`
      return `${back ? "Unpaused" : "Paused"} ${nodes} of "${profile}", with all that runs there.`
    },
  })
}
