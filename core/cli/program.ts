import { Command, CommanderError } from "commander"
import type { Cli } from "./cli.ts"
import { commands } from "./commands.ts"
import { addProfileOption } from "./options.ts"

/** Runs one command line and returns the exit code. */
export async function runCli(cli: Cli, args: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = new Command("cove")
    .description("Kubernetes on your desktop")
    .option("-p, --profile <name>", "the cluster to work with", cli.defaultProfile)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void cli.stdout.write(text),
      writeErr: (text) => void cli.stderr.write(text),
    })
  for (const command of commands) command(program, cli, (code) => (exitCode = code))
  addProfileOption(program)
  try {
    await program.parseAsync([...args], { from: "user" })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageExitCode
    return await fail(cli, error)
  }
}

/** minikube's for a wrong command line. */
const usageExitCode = 14

/** What explains failures knows everything that can fail: it is loaded when something did. */
async function fail(cli: Cli, error: unknown): Promise<number> {
  const { explain } = await import("./errors.ts")
  const failure = explain(error, { interrupted: cli.signal.aborted })
  cli.stderr.write(`\nCove cannot go on (${failure.id}): ${failure.message}\n`)
  if (failure.advice !== "") cli.stderr.write(`\n${failure.advice}\n`)
  if (cli.debug && error instanceof Error) cli.stderr.write(`\n${error.stack}\n`)
  return failure.exitCode
}
