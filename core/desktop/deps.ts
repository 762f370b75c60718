import type { Clock } from "../base/clock.ts"
import type { Log } from "../base/log.ts"
import type { Random } from "../base/random.ts"
import type { BridgeFailure } from "../bridge/messages.ts"
import type { ClusterDeps } from "../cluster/deps.ts"

/** What the services behind the screens are handed. `core/cmd/desktop/` has the real ones. */
export interface DesktopDeps {
  readonly cluster: ClusterDeps
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly version: string
  readonly shell: DesktopShell
  readonly programs: Programs
  /** A failure as the command line would tell it. */
  explain(error: unknown): BridgeFailure
  /** Aborts when the host ends: everything opened is closed then. */
  readonly signal: AbortSignal
}

/** Where the screens are shown, and what that place can do. */
export interface DesktopShell {
  readonly kind: "window" | "browser"
  /** Left out where there is no desktop. */
  openLink?(url: string): Promise<void>
  showFile?(file: string): Promise<void>
}

/** Programs that terminals run. */
export interface Programs {
  /** What runs `cove`: a program and its first arguments. */
  readonly cove: readonly [string, ...string[]]
  /** The person's shell. */
  readonly shell: string
  /** The environment that terminals begin with. */
  readonly environment: Readonly<Record<string, string>>
}
