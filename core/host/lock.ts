import { once } from "node:events"
import { rm } from "node:fs/promises"
import { connect, createServer, type Server, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sha256Hex } from "./digest.ts"

export interface Lock {
  /** May be called twice. */
  release(): Promise<void>
}

export interface LockOptions {
  /** Told once, when somebody else holds it, who that is: as they introduced themselves. */
  readonly onWait?: (holder: string) => void
  /** How this process introduces itself to those who wait. */
  readonly holder: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Holds a name that one process of this machine can hold at a time. It is a socket's address, so the kernel lets go of it
 * when the process ends, however it does; and who waits hears of that by a closed connection instead of asking again.
 */
export async function holdLock(name: string, options: LockOptions): Promise<Lock> {
  const address = addressOf(name)
  for (let told = false; ; ) {
    options.signal?.throwIfAborted()
    const lock = await tryLock(address, options.holder)
    if (lock !== undefined) return lock
    await waitForHolder(address, {
      signal: options.signal,
      onHolder: (holder) => {
        if (!told) options.onWait?.(holder)
        told = true
      },
    })
  }
}

export interface HolderLook {
  /** Called once, when whoever holds it lets go or ends. Not when nobody holds it. */
  onRelease(): void
  /** Ends the interest in that. */
  readonly signal: AbortSignal
}

/** Who holds a name, as they introduced themselves; undefined when nobody does. */
export function lockHolder(name: string, { onRelease, signal }: HolderLook): Promise<string | undefined> {
  const socket = connect(addressOf(name))
  const stop = () => socket.destroy()
  signal.addEventListener("abort", stop, { once: true })
  socket.unref()
  return new Promise((resolve) => {
    let holder: string | undefined
    socket.on("data", (bytes) => {
      holder ??= bytes.toString().trim()
      resolve(holder)
    })
    socket.on("error", () => {}) // nobody is there
    socket.on("close", () => {
      signal.removeEventListener("abort", stop)
      resolve(undefined)
      if (holder !== undefined && !signal.aborted) onRelease()
    })
  })
}

/** Linux: a name without a file. Windows: a pipe. Elsewhere a file, which a process that was killed leaves behind. */
function addressOf(name: string): string {
  const id = `cove-${sha256Hex(name).slice(0, 24)}`
  if (process.platform === "linux") return `\0${id}`
  if (process.platform === "win32") return `\\\\.\\pipe\\${id}`
  return join(tmpdir(), `${id}.lock`)
}

async function tryLock(address: string, holder: string): Promise<Lock | undefined> {
  const waiting = new Set<Socket>()
  const server = createServer((socket) => {
    waiting.add(socket)
    socket.on("error", () => {}) // who waits may give up
    socket.on("close", () => waiting.delete(socket))
    socket.write(`${holder}\n`)
  })
  if (!(await listens(server, address))) return undefined
  server.unref()
  return {
    release: async () => {
      if (!server.listening) return
      const closed = once(server, "close")
      server.close()
      for (const socket of waiting) socket.destroy()
      await closed
    },
  }
}

async function listens(server: Server, address: string): Promise<boolean> {
  server.listen(address)
  try {
    await once(server, "listening")
    return true
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return false
    throw error
  }
}

/** Resolves when the connection ends, or there is nobody to connect to any more. */
async function waitForHolder(
  address: string,
  { onHolder, signal }: { readonly onHolder: (holder: string) => void; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const socket = connect(address)
  const stop = () => socket.destroy()
  signal?.addEventListener("abort", stop, { once: true })
  try {
    await new Promise<void>((resolve) => {
      socket.on("data", (bytes) => onHolder(bytes.toString().trim()))
      socket.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNREFUSED" && !address.startsWith("\0")) rm(address, { force: true }).finally(resolve)
      })
      socket.on("close", () => resolve())
    })
  } finally {
    signal?.removeEventListener("abort", stop)
  }
}
