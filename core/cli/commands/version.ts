import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { outputOption } from "../options.ts"

export const defineVersion: DefineCommand = (program, cli) => {
  program
    .command("version")
    .description("The version of Cove, and of the Kubernetes that it runs")
    .option("--short", "only the number")
    .addOption(outputOption("text", "json"))
    .action((options: VersionFlags) => version(cli, options))
}

interface VersionFlags {
  readonly short?: boolean
  readonly output: "text" | "json"
}

async function version(cli: Cli, flags: VersionFlags): Promise<void> {
  const { kubernetesVersion } = await import("../../cluster/profile/profile.ts")
  const coveVersion = `v${cli.version}`
  if (flags.output === "json") return print(cli, JSON.stringify({ coveVersion, kubernetesVersion }))
  if (flags.short === true) return print(cli, coveVersion)
  print(cli, `cove version: ${coveVersion}`)
  print(cli, `kubernetes version: ${kubernetesVersion}`)
}
