import type { Command } from "commander"
import type { Cli } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { onClusters } from "../on-clusters.ts"
import { outputOption, profileOf } from "../options.ts"

export const defineStop: DefineCommand = (program, cli, exitWith) => {
  program
    .command("stop")
    .description("Stop a cluster; all that is in it stays for the next start")
    .option("--all", "every cluster")
    .option("--keep-context-active", "leave kubectl's current context as it is")
    .addOption(outputOption("text", "json"))
    .action(async (options: StopFlags, command: Command) =>
      exitWith(await stop(cli, options.all === true ? undefined : profileOf(command), options)),
    )
}

interface StopFlags {
  readonly all?: boolean
  readonly keepContextActive?: boolean
  readonly output: "text" | "json"
}

/** Without a profile all of them. */
async function stop(cli: Cli, profile: string | undefined, flags: StopFlags): Promise<number> {
  const [{ ProfileStore }, { stopCluster }, deps] = await Promise.all([
    import("../../cluster/profile/profile-store.ts"),
    import("../../cluster/stop.ts"),
    cli.deps(),
  ])
  const names = profile === undefined ? await new ProfileStore(deps.home).names() : [profile]
  const keepContext = flags.keepContextActive === true
  return onClusters(cli, {
    names,
    output: flags.output,
    run: (name, progress) => stopCluster(deps, { profile: name, keepContext, progress, signal: cli.signal }),
    done: () => `${names.length} ${names.length === 1 ? "cluster" : "clusters"} stopped.`,
  })
}
