import { existsSync, readFileSync } from "node:fs"
import { userInfo } from "node:os"
import { join } from "node:path"
import { formatLogRecord, newLog } from "../../base/log.ts"
import { BridgeError, type BridgeFailure } from "../../bridge/messages.ts"
import { explain } from "../../cli/errors.ts"
import type { DesktopDeps, DesktopShell, Programs } from "../../desktop/deps.ts"
import { systemClock } from "../../host/clock.ts"
import { systemRandom } from "../../host/random.ts"
import { newClusterDeps } from "../cove/cluster-deps.ts"
import { openers } from "./openers.ts"

export interface DesktopDepsOptions {
  /** The project's folder, or the packaged app's. */
  readonly root: string
  readonly shell: DesktopShell["kind"]
  readonly log: DesktopDeps["log"]
  readonly signal: AbortSignal
}

/** What the services behind the screens work with, on this machine. */
export function newDesktopDeps({ root, shell, log, signal }: DesktopDepsOptions): DesktopDeps {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string } // ours
  return {
    cluster: newClusterDeps(root),
    clock: systemClock,
    random: systemRandom,
    log,
    version: manifest.version,
    shell: { kind: shell, ...openers() },
    programs: programsAt(root),
    explain: toFailure,
    signal,
  }
}

/** In the words of the command line, where the services have none of their own. */
function toFailure(error: unknown): BridgeFailure {
  const { id, message, advice } = error instanceof BridgeError ? error : explain(error, { interrupted: false })
  return { id, message, advice }
}

/** Lines on standard error, for who started the program. */
export function standardErrorLog(): DesktopDeps["log"] {
  return newLog((record) => process.stderr.write(`${formatLogRecord(record, systemClock.now())}\n`), "warn")
}

function programsAt(root: string): Programs {
  // What npm adds for its scripts is nothing that a person's shell has.
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(npm_|INIT_CWD$)/.test(name) ? [] : [[name, value] as const],
  )
  return {
    cove: coveAt(root),
    shell: ownShell(),
    environment: Object.fromEntries(entries),
  }
}

/** Electron's own program is not what runs it: that takes no scripts. The packaged app brings it bundled. */
function coveAt(root: string): readonly [string, string] {
  const sources = join(root, "core/cmd/cove.ts")
  const script = existsSync(sources) ? sources : join(root, "core/cmd/cove.mjs")
  if (process.versions["electron"] === undefined) return [process.execPath, script]
  const windows = process.platform === "win32"
  const folder = join(root, "node_modules", `node-${windows ? "win" : process.platform}-${process.arch}`, "bin")
  return [join(folder, windows ? "node.exe" : "node"), script]
}

function ownShell(): string {
  if (process.platform === "win32") return process.env["ComSpec"] ?? "cmd.exe"
  const named = process.env["SHELL"] ?? userInfo().shell ?? ""
  return [named, "/bin/bash"].find((path) => path !== "" && existsSync(path)) ?? "/bin/sh"
}
