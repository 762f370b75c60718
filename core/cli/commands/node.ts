import type { Command } from "commander"
import { type Cli, print } from "../cli.ts"
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
  node
    .command("stop <name>")
    .description("Stop one node; the others go on, and after a while do its work")
    .action((name: string, _options: unknown, command: Command) => turn(cli, profileOf(command), { name, on: false }))
  node
    .command("start <name>")
    .description("Start a node that was stopped")
    .action((name: string, _options: unknown, command: Command) => turn(cli, profileOf(command), { name, on: true }))
}

async function turn(
  cli: Cli,
  profile: string,
  { name, on }: { readonly name: string; readonly on: boolean },
): Promise<void> {
  const { existingNode } = await import("../../cluster/existing-node.ts")
  const { driver, node } = await existingNode(await cli.deps(), profile, name)
  if (on) await driver.start(node.name)
  else await driver.stop(node.name)
  print(cli, `Node "${name}" is ${on ? "running" : "stopped"}.`)
}
