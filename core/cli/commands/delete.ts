import { rm } from "node:fs/promises"
import type { Command } from "commander"
import type { Cli } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { onClusters } from "../on-clusters.ts"
import { outputOption, profileOf } from "../options.ts"

export const defineDelete: DefineCommand = (program, cli, exitWith) => {
  program
    .command("delete")
    .description("Delete a cluster with all that is in it")
    .option("--all", "every cluster; the dashboard in the background ends, too")
    .option("--purge", "with --all: also everything else that Cove keeps, its cache and its authority")
    .addOption(outputOption("text", "json"))
    .action(async (options: DeleteFlags, command: Command) =>
      exitWith(await deleteClusters(cli, options.all === true ? undefined : profileOf(command), options)),
    )
}

interface DeleteFlags {
  readonly all?: boolean
  readonly purge?: boolean
  readonly output: "text" | "json"
}

/** Without a profile all of them. */
async function deleteClusters(cli: Cli, profile: string | undefined, flags: DeleteFlags): Promise<number> {
  const [{ allClusters, deleteCluster }, deps] = await Promise.all([import("../../cluster/delete.ts"), cli.deps()])
  const names = profile === undefined ? await allClusters(deps) : [profile]
  let found = 0
  const code = await onClusters(cli, {
    names,
    output: flags.output,
    run: async (name, progress) => {
      if (await deleteCluster(deps, name, { progress, signal: cli.signal })) found++
    },
    done: () => describe(profile, found),
  })
  if (code !== 0 || profile !== undefined) return code
  await (await cli.dashboard()).endBackground()
  if (flags.purge === true) await rm(deps.home.folder, { recursive: true, force: true })
  return code
}

function describe(profile: string | undefined, found: number): string {
  if (profile === undefined) return `${found} ${found === 1 ? "cluster" : "clusters"} deleted.`
  return found === 1 ? `Cluster "${profile}" is gone.` : `There was no cluster "${profile}".`
}
