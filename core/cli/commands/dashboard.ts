import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { parsePort } from "../options.ts"

export const defineDashboard: DefineCommand = (program, cli, exitWith) => {
  program
    .command("dashboard")
    .description("Show the clusters in the browser, until Ctrl-C")
    .option("--url", "print the address instead of opening it")
    .option("--port <port>", "the port of this machine to serve it on; 0 takes a free one", parsePort, 0)
    .option("--background", "go on after this command; it ends when nobody has used it for 15 minutes")
    .action(async (options: DashboardFlags) => exitWith(await dashboard(cli, options)))
}

interface DashboardFlags {
  readonly url?: boolean
  readonly port: number
  readonly background?: boolean
}

async function dashboard(cli: Cli, flags: DashboardFlags): Promise<number> {
  const { openLink, serve, background } = await cli.dashboard()
  const show = async (url: string) => {
    if (flags.url === true || openLink === undefined) return print(cli, url)
    print(cli, `Opening ${url} in the browser`)
    await openLink(url).catch(() => cli.stderr.write("No browser opens: give it the address\n"))
  }
  if (flags.background === true) {
    await show(await background(cli.signal))
    return 0
  }
  const onBuild = () => void cli.stderr.write("Building the screens ...\n")
  const { url, ended } = await serve({ port: flags.port, signal: cli.signal, onBuild })
  await show(url)
  await ended
  return 0
}
