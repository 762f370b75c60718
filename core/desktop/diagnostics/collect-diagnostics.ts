import { readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { buffer } from "node:stream/consumers"
import { promisify } from "node:util"
import { gzip } from "node:zlib"
import type { Settings } from "../../bridge/contract/desktop.ts"
import type { Operation } from "../../bridge/contract/operations.ts"
import { writeFileAtomically } from "../../host/files.ts"
import type { DesktopDeps } from "../deps.ts"
import { describeClusters } from "./describe-clusters.ts"
import { describeMachine } from "./describe-machine.ts"
import { asText, type DiagnosticsPart } from "./diagnostics-part.ts"
import { withoutSecrets } from "./without-secrets.ts"

export interface DiagnosticsInputs {
  readonly settings: Settings
  readonly operations: readonly Operation[]
  readonly signal: AbortSignal
}

/**
 * Gathers into `~/.cove/diagnostics/` what helps to see what is wrong: this machine, the drivers, what is written down
 * about clusters, and what those that run say of themselves. What cannot be had is told of in its place. Keys and tokens
 * are not asked for, and taken out of what was said in passing.
 */
export async function collectDiagnostics(
  deps: DesktopDeps,
  { settings, operations, signal }: DiagnosticsInputs,
): Promise<{ readonly file: string; readonly bytes: number }> {
  const parts = [
    ...(await describeMachine(deps)),
    { path: "settings.json", text: asText(settings) },
    { path: "operations.json", text: asText(operations) },
    ...(await describeClusters(deps, signal)),
  ]
  signal.throwIfAborted()
  const packed = await pack(parts, deps.clock.now())
  const folder = join(deps.cluster.home.folder, "diagnostics")
  const file = join(folder, `cove-diagnostics-${timeInName(deps.clock.now())}.tar.gz`)
  await writeFileAtomically(file, packed, { mode: 0o600 })
  await removeOld(folder)
  return { file, bytes: packed.length }
}

/** Of archives as of everything: some are enough. */
const archivesKept = 5
/** Of each file the end is kept: what went wrong last. */
const textMax = 2 * 1024 * 1024

async function pack(parts: readonly DiagnosticsPart[], nowMs: number): Promise<Buffer> {
  const { pack: newPack } = await import("tar-stream")
  const archive = newPack()
  for (const { path, text } of parts) {
    const content = Buffer.from(withoutSecrets(text)).subarray(-textMax)
    archive.entry({ name: `cove-diagnostics/${path}`, mode: 0o600, mtime: new Date(nowMs) }, content)
  }
  archive.finalize()
  return promisify(gzip)(await buffer(archive))
}

/** 20260101-093005 */
function timeInName(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-")
}

async function removeOld(folder: string): Promise<void> {
  const archives = (await readdir(folder)).filter((name) => name.startsWith("cove-diagnostics-")).sort()
  const old = archives.slice(0, Math.max(0, archives.length - archivesKept))
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })))
}
