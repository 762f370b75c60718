import { type Duplex, type Readable, Writable } from "node:stream"
import { finished } from "node:stream/promises"
import type Docker from "dockerode"
import type { ExecStreams, Terminal } from "../driver.ts"

/** Runs a command in a container on the given streams and returns its exit code. */
export async function execInContainer(
  container: Docker.Container,
  command: readonly string[],
  io: ExecStreams,
  signal?: AbortSignal,
): Promise<number> {
  const { terminal } = io
  const exec = await container.exec({
    Cmd: [...command],
    AttachStdin: terminal !== undefined || io.stdin !== undefined,
    AttachStdout: true,
    AttachStderr: true,
    Tty: terminal !== undefined,
    ...(terminal === undefined ? {} : { Env: ["TERM=xterm-256color"] }),
  })
  const stream = await exec.start({ hijack: true, stdin: true, Tty: terminal !== undefined })
  const onAbort = () => stream.destroy()
  signal?.addEventListener("abort", onAbort, { once: true })
  try {
    if (terminal === undefined) await joinStreams(container, stream, io)
    else await joinTerminal(exec, stream, terminal)
  } finally {
    signal?.removeEventListener("abort", onAbort)
  }
  signal?.throwIfAborted()
  return (await exec.inspect()).ExitCode ?? 1
}

async function joinStreams(container: Docker.Container, stream: Duplex, io: ExecStreams): Promise<void> {
  container.modem.demuxStream(stream, io.stdout ?? nowhere(), io.stderr ?? nowhere())
  if (io.stdin === undefined) stream.end()
  else io.stdin.pipe(stream)
  await finished(stream, { writable: false })
}

async function joinTerminal(exec: Docker.Exec, stream: Duplex, terminal: Terminal): Promise<void> {
  const resize = () => {
    const { columns, rows } = terminal.size()
    exec.resize({ w: columns, h: rows }).catch(() => {}) // the command may have ended just now
  }
  const stopResizing = terminal.onResize(resize)
  resize()
  terminal.input.setRawMode?.(true)
  const input: Readable = terminal.input
  input.pipe(stream)
  stream.pipe(terminal.output, { end: false })
  try {
    await finished(stream, { writable: false })
  } finally {
    input.unpipe(stream)
    input.pause()
    terminal.input.setRawMode?.(false)
    stopResizing()
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
