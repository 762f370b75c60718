import { availableParallelism } from "node:os"
import { type Command, Option } from "commander"
import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { outputOption, parseCount, parseCpus, parseDuration, parseMemory, profileOf } from "../options.ts"

export const defineStart: DefineCommand = (program, cli, exitWith) => {
  program
    .command("start")
    .description("Start a cluster: make it, or bring back the one that was stopped")
    .option("--cpus <number>", 'CPUs of each node, or "max"', (value) => parseCpus(value, availableParallelism))
    .option("-m, --memory <amount>", "memory of each node, as in 4g", parseMemory)
    .option("-n, --nodes <number>", "how many nodes", parseCount)
    .addOption(new Option("-d, --driver <name>", "what nodes are: docker, native or auto").env("COVE_DRIVER"))
    .option("--subnet <cidr>", "the nodes' own network, as in 192.168.99.0/24")
    .option("--apiserver-port <port>", "the API server's port", parseCount)
    .option("--kubernetes-version <version>", "there is one: v1.36.3")
    .option("--keep-context", "leave kubectl's current context as it is")
    .option("--wait <components>", "what to wait for: all or none", "all")
    .option("--wait-timeout <duration>", "how long to wait for the cluster", parseDuration, 360_000)
    .option("--delete-on-failure", "take everything away again when it fails")
    .option("--dashboard", "then show it: in a window, or at an address that is printed")
    .addOption(outputOption("text", "json"))
    .action(async (options: StartFlags, command: Command) => exitWith(await start(cli, profileOf(command), options)))
}

interface StartFlags {
  readonly cpus?: number
  readonly memory?: number
  readonly nodes?: number
  readonly driver?: string
  readonly subnet?: string
  readonly apiserverPort?: number
  readonly kubernetesVersion?: string
  readonly keepContext?: boolean
  readonly wait: string
  readonly waitTimeout: number
  readonly deleteOnFailure?: boolean
  readonly dashboard?: boolean
  readonly output: "text" | "json"
}

async function start(cli: Cli, profile: string, flags: StartFlags): Promise<number> {
  const [{ startCluster }, { newJsonProgress }, { newProgress }, deps] = await Promise.all([
    import("../../cluster/start.ts"),
    import("../json-progress.ts"),
    import("../progress.ts"),
    cli.deps(),
  ])
  const json = flags.output === "json" ? newJsonProgress(cli, stepsTotal) : undefined
  const dashboard =
    flags.dashboard === true ? await (await import("../prepare-dashboard.ts")).prepareDashboard(cli) : undefined
  try {
    const result = await startCluster(
      deps,
      { ...wishesOf(flags), profile, signal: cli.signal },
      json ?? (await newProgress(cli)),
    )
    if (json !== undefined)
      json.info(result.already ? `Cluster "${profile}" runs already` : `Cluster "${profile}" is ready`)
    else sayDone(cli, profile, result.already)
    const shown = await dashboard?.show()
    if (shown !== undefined && json === undefined) print(cli, `\n${shown}`)
    else if (shown !== undefined) json?.info(shown)
    return 0
  } catch (error) {
    dashboard?.giveUp()
    if (flags.deleteOnFailure === true) await (await import("../../cluster/delete.ts")).deleteCluster(deps, profile)
    if (json === undefined) throw error
    return json.error(error)
  }
}

/** Driver, network, image, nodes, Kubernetes, nodes ready, DNS. */
const stepsTotal = 7

function wishesOf(flags: StartFlags) {
  return {
    cpus: flags.cpus,
    memoryMiB: flags.memory,
    nodes: flags.nodes,
    driver: flags.driver,
    subnet: flags.subnet,
    apiServerPort: flags.apiserverPort,
    kubernetesVersion: flags.kubernetesVersion,
    makeCurrent: flags.keepContext !== true,
    wait: !["none", "false"].includes(flags.wait),
    waitTimeoutMs: flags.waitTimeout,
  }
}

function sayDone(cli: Cli, profile: string, already: boolean): void {
  const cove = profile === cli.defaultProfile ? "cove" : `cove -p ${profile}`
  const hints = [
    ["kubectl get pods -A", "what runs in it"],
    ["kubectl create deployment web --image=nginx", "run something"],
    [`${cove} kubectl -- get nodes`, "the same without a kubectl of your own"],
    [`${cove} stop`, "enough for today"],
    [`${cove} delete`, "enough for good"],
  ]
  print(cli)
  print(
    cli,
    already ? `Cluster "${profile}" is running.` : `Cluster "${profile}" is ready, and kubectl is set up to use it.`,
  )
  print(cli)
  for (const [command = "", what] of hints) print(cli, `  ${command.padEnd(46)}${what}`)
}
