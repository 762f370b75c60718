import type { Command } from "commander"
import { print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { profileOf } from "../options.ts"

export const defineUpdateContext: DefineCommand = (program, cli) => {
  program
    .command("update-context")
    .description("Write to the kubeconfig anew where the cluster answers, and make it kubectl's current one")
    .action(async (_options: unknown, command: Command) => {
      const { updateContext } = await import("../../cluster/update-context.ts")
      await updateContext(await cli.deps(), profileOf(command))
      print(cli, `kubectl's current context is "${profileOf(command)}".`)
    })
}
