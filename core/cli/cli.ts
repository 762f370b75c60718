import type { Readable, Writable } from "node:stream"
import type { Clock } from "../base/clock.ts"
import type { Random } from "../base/random.ts"
import type { ClusterDeps } from "../cluster/deps.ts"
import type { Terminal } from "../drivers/driver.ts"
import type { Dashboard } from "./dashboard.ts"

/** What commands are handed. Nothing here costs anything before a command uses it. */
export interface Cli {
  readonly version: string
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** There is a person in front of it. */
  readonly terminal: Terminal | undefined
  /** Colours and moving lines are welcome on standard output. */
  readonly interactive: boolean
  /** The profile when -p does not name one. */
  readonly defaultProfile: string
  /** Where a failure happened is to be told, too. */
  readonly debug: boolean
  readonly clock: Clock
  readonly random: Random
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal
  /** Loads what works on clusters. */
  deps(): Promise<ClusterDeps>
  /** Loads what shows the screens. */
  dashboard(): Promise<Dashboard>
}

/** A line on standard output. */
export function print(cli: Cli, line = ""): void {
  cli.stdout.write(`${line}\n`)
}
