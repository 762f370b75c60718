import type { Command } from "commander"
import { print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { profileOf } from "../options.ts"

export const defineNode: DefineCommand = (program, cli) => {
  const node = program.command("node").description("A cluster's nodes")
  node
    .command("list")
    .description("Names and addresses")
    .action(async (_options: unknown, command: Command) => {
      const { existingCluster } = await import("../../cluster/existing-cluster.ts")
      const { profile } = await existingCluster(await cli.deps(), profileOf(command))
      for (const { name, address } of profile.nodes) print(cli, `${name}\t${address}`)
    })
}
