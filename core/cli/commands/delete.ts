import { rm } from "node:fs/promises"
import type { Command } from "commander"
import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { outputOption, profileOf } from "../options.ts"

export const defineDelete: DefineCommand = (program, cli) => {
  program
    .command("delete")
    .description("Delete a cluster with all that is in it")
    .option("--all", "every cluster")
    .option("--purge", "with --all: also everything else that Cove keeps, its cache and its authority")
    .addOption(outputOption("text", "json"))
    .action(async (options: DeleteFlags, command: Command) => deleteClusters(cli, profileOf(command), options))
}

interface DeleteFlags {
  readonly all?: boolean
  readonly purge?: boolean
  readonly output: "text" | "json"
}

async function deleteClusters(cli: Cli, profile: string, flags: DeleteFlags): Promise<void> {
  const [{ allClusters, deleteCluster }, { newJsonProgress, newProgress }, deps] = await Promise.all([
    import("../../cluster/delete.ts"),
    import("../progress.ts"),
    cli.deps(),
  ])
  const names = flags.all === true ? await allClusters(deps) : [profile]
  const progress = flags.output === "json" ? newJsonProgress(cli, names.length) : await newProgress(cli)
  let found = 0
  for (const name of names) {
    if (await progress.step(`Deleting "${name}"`, () => deleteCluster(deps, name))) found++
  }
  if (flags.all === true && flags.purge === true) await rm(deps.home.folder, { recursive: true, force: true })
  if (flags.output === "json") return
  if (flags.all === true) print(cli, `${found} ${found === 1 ? "cluster" : "clusters"} deleted.`)
  else print(cli, found === 1 ? `Cluster "${profile}" is gone.` : `There was no cluster "${profile}".`)
}
