import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises"
import { basename, dirname, extname, join } from "node:path"
import type { Clock } from "../../base/clock.ts"
import type { AuditFile } from "./audit-log.ts"

export interface RotatingFileOptions {
  readonly path: string
  /** kube-apiserver's `--audit-log-maxsize`, in bytes. */
  readonly maxSizeBytes: number
  /** kube-apiserver's `--audit-log-maxbackup`: how many old files stay; 0 for all. */
  readonly maxBackups: number
  readonly clock: Clock
}

/**
 * A file that is put aside under the time of day when it is full, as kube-apiserver does it:
 *
 *   audit.log   audit-2026-11-22T10-00-00.000.log
 *
 * Only its owner may read it. Calls must not overlap.
 */
export class RotatingFile implements AuditFile {
  readonly #options: RotatingFileOptions
  #handle: FileHandle | undefined
  #sizeBytes = 0

  constructor(options: RotatingFileOptions) {
    this.#options = options
  }

  async append(bytes: Uint8Array): Promise<void> {
    const { maxSizeBytes } = this.#options
    let handle = this.#handle ?? (await this.#open())
    if (this.#sizeBytes > 0 && this.#sizeBytes + bytes.length > maxSizeBytes) handle = await this.#rotate()
    await handle.appendFile(bytes)
    this.#sizeBytes += bytes.length
  }

  async close(): Promise<void> {
    const handle = this.#handle
    this.#handle = undefined
    await handle?.close()
  }

  async #open(): Promise<FileHandle> {
    const { path } = this.#options
    await mkdir(dirname(path), { recursive: true })
    const handle = await open(path, "a", 0o600)
    this.#handle = handle
    this.#sizeBytes = (await handle.stat()).size
    return handle
  }

  async #rotate(): Promise<FileHandle> {
    const { path, clock } = this.#options
    await this.close()
    const { folder, stem, extension } = this.#names()
    const time = new Date(clock.now()).toISOString().slice(0, 23).replaceAll(":", "-")
    await rename(path, join(folder, `${stem}-${time}${extension}`))
    await this.#removeOldest()
    return this.#open()
  }

  async #removeOldest(): Promise<void> {
    const { maxBackups } = this.#options
    if (maxBackups === 0) return
    const { folder, stem, extension } = this.#names()
    const backups = (await readdir(folder)).filter((name) => name.startsWith(`${stem}-`) && name.endsWith(extension))
    for (const name of backups.toSorted().slice(0, -maxBackups)) await rm(join(folder, name), { force: true })
  }

  #names(): { readonly folder: string; readonly stem: string; readonly extension: string } {
    const { path } = this.#options
    const extension = extname(path)
    return { folder: dirname(path), stem: basename(path, extension), extension }
  }
}
