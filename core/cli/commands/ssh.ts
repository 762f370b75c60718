import type { Command } from "commander"
import type { Cli } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { profileOf } from "../options.ts"

export const defineSsh: DefineCommand = (program, cli, exitWith) => {
  program
    .command("ssh")
    .description("A shell on a node, or one command: cove ssh -- ip route")
    .option("-n, --node <name>", "another than the first")
    .argument("[command...]", "what to run there")
    .passThroughOptions()
    .action(async (words: string[], options: { readonly node?: string }, command: Command) =>
      exitWith(await ssh(cli, profileOf(command), { words, node: options.node })),
    )
}

async function ssh(
  cli: Cli,
  profile: string,
  { words, node: name }: { readonly words: readonly string[]; readonly node: string | undefined },
): Promise<number> {
  const { runningNode } = await import("../../cluster/existing-node.ts")
  const { driver, node } = await runningNode(await cli.deps(), profile, name)
  const command = words.length === 0 ? ["/bin/bash", "-l"] : ["/bin/bash", "-lc", words.join(" ")]
  const { terminal, stdin, stdout, stderr } = cli
  if (terminal !== undefined) return driver.exec(node.name, command, { terminal }, cli.signal)
  return driver.exec(node.name, command, { stdin, stdout, stderr }, cli.signal)
}
