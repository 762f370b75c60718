import type { Command } from "commander"
import { noSuchNode } from "../../cluster/errors.ts"
import type { NodeStatus } from "../../cluster/status.ts"
import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { outputOption, profileOf } from "../options.ts"

export const defineStatus: DefineCommand = (program, cli, exitWith) => {
  program
    .command("status")
    .description("Whether a cluster runs; the exit code says it, too: 1 the node, 2 the cluster, 4 Kubernetes")
    .option("-n, --node <name>", "only this node")
    .addOption(outputOption("text", "json"))
    .action(async (options: StatusFlags, command: Command) => exitWith(await status(cli, profileOf(command), options)))
}

interface StatusFlags {
  readonly node?: string
  readonly output: "text" | "json"
}

async function status(cli: Cli, profile: string, flags: StatusFlags): Promise<number> {
  const { clusterStatus, statusExitCode } = await import("../../cluster/status.ts")
  const all = await clusterStatus(await cli.deps(), profile)
  const nodes = all.filter((node) => flags.node === undefined || node.Name === flags.node)
  if (nodes.length === 0)
    throw noSuchNode(
      profile,
      flags.node ?? "",
      all.map((node) => node.Name),
    )
  if (flags.output === "json") print(cli, JSON.stringify(nodes.length === 1 ? nodes[0] : nodes))
  else for (const node of nodes) print(cli, describe(node))
  return statusExitCode(nodes)
}

/** As minikube prints it, an empty line after each node. */
function describe(node: NodeStatus): string {
  const lines = [
    node.Name,
    `type: ${node.Worker ? "Worker" : "Control Plane"}`,
    `host: ${node.Host}`,
    `kubelet: ${node.Kubelet}`,
  ]
  if (!node.Worker) lines.push(`apiserver: ${node.APIServer}`, `kubeconfig: ${node.Kubeconfig}`)
  return `${lines.join("\n")}\n`
}
