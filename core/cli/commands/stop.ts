import type { Command } from "commander"
import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { outputOption, profileOf } from "../options.ts"

export const defineStop: DefineCommand = (program, cli) => {
  program
    .command("stop")
    .description("Stop a cluster; all that is in it stays for the next start")
    .option("--all", "every cluster")
    .option("--keep-context-active", "leave kubectl's current context as it is")
    .addOption(outputOption("text", "json"))
    .action(async (options: StopFlags, command: Command) => stop(cli, profileOf(command), options))
}

interface StopFlags {
  readonly all?: boolean
  readonly keepContextActive?: boolean
  readonly output: "text" | "json"
}

async function stop(cli: Cli, profile: string, flags: StopFlags): Promise<void> {
  const [{ stopCluster }, { allClusters }, { newJsonProgress, newProgress }, deps] = await Promise.all([
    import("../../cluster/stop.ts"),
    import("../../cluster/delete.ts"),
    import("../progress.ts"),
    cli.deps(),
  ])
  const names = flags.all === true ? await allClusters(deps) : [profile]
  const progress = flags.output === "json" ? newJsonProgress(cli, names.length) : await newProgress(cli)
  for (const name of names) {
    await progress.step(`Stopping "${name}"`, () =>
      stopCluster(deps, { profile: name, keepContext: flags.keepContextActive === true }),
    )
  }
  if (flags.output === "text") print(cli, `${names.length} ${names.length === 1 ? "cluster" : "clusters"} stopped.`)
}
