import type { Command } from "commander"
import type { ClusterDeps, Progress } from "../../cluster/deps.ts"
import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
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
  const [{ ProfileStore }, { newJsonProgress }, { newProgress }, deps] = await Promise.all([
    import("../../cluster/profile/profile-store.ts"),
    import("../json-progress.ts"),
    import("../progress.ts"),
    cli.deps(),
  ])
  const names = profile === undefined ? await new ProfileStore(deps.home).names() : [profile]
  const json = flags.output === "json" ? newJsonProgress(cli, names.length) : undefined
  try {
    await stopEach(cli, deps, { names, progress: json ?? (await newProgress(cli)), flags })
    const done = `${names.length} ${names.length === 1 ? "cluster" : "clusters"} stopped.`
    if (json === undefined) print(cli, done)
    else json.info(done)
    return 0
  } catch (error) {
    if (json === undefined) throw error
    return json.error(error)
  }
}

interface Stopping {
  readonly names: readonly string[]
  readonly progress: Progress
  readonly flags: StopFlags
}

/** One that fails does not keep the others. */
async function stopEach(cli: Cli, deps: ClusterDeps, { names, progress, flags }: Stopping): Promise<void> {
  const { stopCluster } = await import("../../cluster/stop.ts")
  const failures: unknown[] = []
  for (const name of names) {
    const keepContext = flags.keepContextActive === true
    await stopCluster(deps, { profile: name, keepContext, progress, signal: cli.signal }).catch((error: unknown) =>
      failures.push(error),
    )
  }
  if (failures.length > 0) throw failures[0]
}
