import { Buffer } from "node:buffer"
import { watch } from "node:fs"
import type { FileHandle } from "node:fs/promises"
import { open, stat } from "node:fs/promises"
import { basename, dirname } from "node:path"
import { parseLogLine } from "./log-line.ts"
import type { LogOptions } from "./options.ts"
import { offsetOfTail } from "./tail.ts"

export interface ReadLogOptions extends Omit<LogOptions, "previous"> {
  readonly path: string
  /** Resolves when the container has ended: what is in the file then is all there will be. */
  readonly ended: Promise<void>
  readonly signal: AbortSignal
}

const blockBytes = 64 * 1024

/** A container's log as its reader wants it, in pieces. With `follow`, ends when the container has ended or the signal aborts. */
export async function* readLog(options: ReadLogOptions): AsyncGenerator<Buffer> {
  const changes = options.follow ? watchFile(options.path, options) : undefined
  let file = await open(options.path, "r")
  const lines = new LineReader(options)
  try {
    let offset = options.tailLines === undefined ? 0 : await offsetOfTail(file, options.tailLines)
    for (;;) {
      // Asked before reading: what was written before the end is then read for sure.
      const over = changes === undefined || changes.over || options.signal.aborted
      const read = yield* readToEnd(file, offset, lines)
      offset = read.offset
      if (read.limitReached) return
      const next = await rotated(file, options.path)
      if (next !== undefined) {
        yield* readToEnd(file, offset, lines)
        await file.close()
        file = next
        offset = 0
        continue
      }
      if (over) return
      await changes.next()
    }
  } finally {
    changes?.close()
    await file.close()
  }
}

async function* readToEnd(
  file: FileHandle,
  from: number,
  lines: LineReader,
): AsyncGenerator<Buffer, { readonly offset: number; readonly limitReached: boolean }> {
  const block = Buffer.alloc(blockBytes)
  for (let offset = from; ; ) {
    const { bytesRead } = await file.read(block, 0, blockBytes, offset)
    if (bytesRead === 0) return { offset, limitReached: false }
    offset += bytesRead
    const out = lines.push(Buffer.from(block.subarray(0, bytesRead)))
    if (out.length > 0) yield out
    if (lines.limitReached) return { offset, limitReached: true }
  }
}

/** The new file under the path, where the old one has been renamed away; undefined while it is still the same. */
async function rotated(file: FileHandle, path: string): Promise<FileHandle | undefined> {
  try {
    const [own, there] = await Promise.all([file.stat(), stat(path)])
    return own.ino === there.ino ? undefined : await open(path, "r")
  } catch {
    return undefined // between rename and reopen there is none
  }
}

/** Turns the bytes of the file into what the reader asked for: no prefix or only the time, filtered, within the limit. */
class LineReader {
  readonly #options: Pick<ReadLogOptions, "timestamps" | "sinceMs" | "limitBytes" | "stream">
  #rest: Buffer = Buffer.alloc(0)
  #left: number
  /** The entry before was only part of a line. */
  #continues = false

  constructor(options: Pick<ReadLogOptions, "timestamps" | "sinceMs" | "limitBytes" | "stream">) {
    this.#options = options
    this.#left = options.limitBytes ?? Number.POSITIVE_INFINITY
  }

  get limitReached(): boolean {
    return this.#left <= 0
  }

  push(bytes: Buffer): Buffer {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const out: Buffer[] = []
    let start = 0
    for (let end = all.indexOf(0x0a); end >= 0 && !this.limitReached; end = all.indexOf(0x0a, start)) {
      this.#take(all.subarray(start, end), out)
      start = end + 1
    }
    this.#rest = all.subarray(start)
    return Buffer.concat(out)
  }

  #take(line: Buffer, out: Buffer[]): void {
    const { timestamps, sinceMs, stream } = this.#options
    const entry = parseLogLine(line)
    if (entry === undefined) return
    if (stream !== "All" && stream.toLowerCase() !== entry.stream) return
    if (sinceMs !== undefined && Date.parse(entry.time) < sinceMs) return
    if (timestamps && !this.#continues) this.#put(Buffer.from(`${entry.time} `), out)
    this.#put(entry.content, out)
    if (!entry.partial) this.#put(Buffer.from("\n"), out)
    this.#continues = entry.partial
  }

  #put(bytes: Buffer, out: Buffer[]): void {
    if (this.#left <= 0) return
    out.push(bytes.length <= this.#left ? bytes : bytes.subarray(0, this.#left))
    this.#left -= bytes.length
  }
}

interface FileChanges {
  /** Nothing will be written any more. */
  readonly over: boolean
  next(): Promise<void>
  close(): void
}

/** Wakes on every change of the file, of its folder's entry for it (rotation), at the container's end and at the abort. */
function watchFile(path: string, { ended, signal }: Pick<ReadLogOptions, "ended" | "signal">): FileChanges {
  let over = false
  let changed = false
  let wake: (() => void) | undefined
  const notify = () => {
    changed = true
    wake?.()
  }
  const name = basename(path)
  const watcher = watch(dirname(path), (_, file) => {
    if (file === null || file.startsWith(name)) notify()
  })
  const finish = () => {
    over = true
    notify()
  }
  ended.then(finish, finish)
  signal.addEventListener("abort", finish, { once: true })
  return {
    get over() {
      return over
    },
    async next() {
      if (!changed) await new Promise<void>((resolve) => (wake = resolve))
      wake = undefined
      changed = false
    },
    close() {
      watcher.close()
      signal.removeEventListener("abort", finish)
    },
  }
}
