import type { Command } from "commander"
import { print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { profileOf } from "../options.ts"

export const defineIp: DefineCommand = (program, cli) => {
  program
    .command("ip")
    .description("The address of a node")
    .option("-n, --node <name>", "another than the first")
    .action(async (options: { readonly node?: string }, command: Command) => {
      const { existingNode } = await import("../../cluster/existing-node.ts")
      const { node } = await existingNode(await cli.deps(), profileOf(command), options.node)
      print(cli, node.address)
    })
}
