import { parseArgs } from "node:util"
import type { Component } from "../base/component.ts"
import type { Log } from "../base/log.ts"
import { describeError, formatLogRecord, newLog } from "../base/log.ts"
import { systemClock } from "../host/clock.ts"

/** A flag's default; "" for none. Flags are written as Kubernetes writes them: `--leader-elect=false`, `--v=2`. */
export type FlagDefaults = Readonly<Record<string, string>>

export interface ProgramContext<F extends FlagDefaults> {
  readonly flags: { readonly [name in keyof F]: string }
  readonly log: Log
  /** Aborts on SIGTERM and SIGINT. */
  readonly signal: AbortSignal
}

/**
 * Runs one program of ours: flags, log lines on standard output, a clean end on SIGTERM, and exit code 1 with a
 * sentence when it cannot go on.
 */
export async function runProgram<F extends FlagDefaults>(
  defaults: F,
  build: (context: ProgramContext<F>) => Promise<readonly Component[]>,
): Promise<void> {
  const stop = new AbortController()
  const asked = new Error("Asked to stop")
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => stop.abort(asked))
  const flags = readFlags(defaults)
  const log = newLog(
    (record) => process.stdout.write(`${formatLogRecord(record, systemClock.now())}\n`),
    Number(flags["v"] ?? 0) >= 4 ? "debug" : "info",
  )
  try {
    const components = await build({ flags: flags as { readonly [name in keyof F]: string }, log, signal: stop.signal }) // one value a default
    await runComponents(components, log, stop)
    process.exit(0)
  } catch (error) {
    if (stop.signal.reason === asked) process.exit(0)
    log.error("Stopped", { error })
    process.stderr.write(`${describeError(error)}\n`)
    process.exit(1)
  }
}

/** Starts each when those it needs are ready; the first that fails stops the rest. */
export async function runComponents(components: readonly Component[], log: Log, stop: AbortController): Promise<void> {
  const readiness = new Map(components.map((component) => [component.name, Promise.withResolvers<void>()]))
  const stopped = Promise.withResolvers<void>()
  stop.signal.addEventListener("abort", () => stopped.resolve(), { once: true })
  const running = components.map(async (component) => {
    const needs = component.needs.map((name) => readiness.get(name)?.promise)
    await Promise.race([Promise.all(needs), stopped.promise])
    if (stop.signal.aborted) return
    const ready = () => {
      log.info("Component is ready", { component: component.name })
      readiness.get(component.name)?.resolve()
    }
    try {
      await component.run({ signal: stop.signal, ready })
    } catch (error) {
      if (stop.signal.aborted) return
      stop.abort(error)
      throw error
    }
  })
  const results = await Promise.allSettled(running)
  const failed = results.find((result) => result.status === "rejected")
  if (failed !== undefined) throw failed.reason
}

function readFlags(defaults: FlagDefaults): Record<string, string> {
  const names = [...Object.keys(defaults), "v"]
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" }] as const))
  const { values } = parseArgs({ options, args: process.argv.slice(2).map(withValue), strict: true })
  return { v: "0", ...defaults, ...(values as Record<string, string>) } // strings, as the options say
}

/** Go's flags take `--leader-elect` for `--leader-elect=true`. */
function withValue(argument: string): string {
  return argument.startsWith("--") && !argument.includes("=") ? `${argument}=true` : argument
}
