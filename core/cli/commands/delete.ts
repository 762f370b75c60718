import { rm } from "node:fs/promises"
import type { Command } from "commander"
import type { ClusterDeps, Progress } from "../../cluster/deps.ts"
import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { outputOption, profileOf } from "../options.ts"

export const defineDelete: DefineCommand = (program, cli, exitWith) => {
  program
    .command("delete")
    .description("Delete a cluster with all that is in it")
    .option("--all", "every cluster")
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
  const [{ allClusters }, { newJsonProgress }, { newProgress }, deps] = await Promise.all([
    import("../../cluster/delete.ts"),
    import("../json-progress.ts"),
    import("../progress.ts"),
    cli.deps(),
  ])
  const names = profile === undefined ? await allClusters(deps) : [profile]
  const json = flags.output === "json" ? newJsonProgress(cli, names.length) : undefined
  try {
    const found = await deleteEach(cli, deps, names, json ?? (await newProgress(cli)))
    if (profile === undefined && flags.purge === true) await rm(deps.home.folder, { recursive: true, force: true })
    const done = describe(profile, found)
    if (json === undefined) print(cli, done)
    else json.info(done)
    return 0
  } catch (error) {
    if (json === undefined) throw error
    return json.error(error)
  }
}

/** One that fails does not keep the others; how many there were. */
async function deleteEach(cli: Cli, deps: ClusterDeps, names: readonly string[], progress: Progress): Promise<number> {
  const { deleteCluster } = await import("../../cluster/delete.ts")
  let found = 0
  const failures: unknown[] = []
  for (const name of names) {
    try {
      if (await deleteCluster(deps, name, { progress, signal: cli.signal })) found++
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return found
}

function describe(profile: string | undefined, found: number): string {
  if (profile === undefined) return `${found} ${found === 1 ? "cluster" : "clusters"} deleted.`
  return found === 1 ? `Cluster "${profile}" is gone.` : `There was no cluster "${profile}".`
}
