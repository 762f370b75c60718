import { PassThrough, type Readable, type Writable } from "node:stream"
import { execa, type Options } from "execa"

/** A program that ended badly: which, with what arguments, and what it said last. */
export class CommandError extends Error {
  override readonly name = "CommandError"
  /** Undefined when it never started or was killed by a signal. */
  readonly exitCode: number | undefined

  constructor(
    message: string,
    { exitCode, cause }: { readonly exitCode: number | undefined; readonly cause?: unknown },
  ) {
    super(message, { cause })
    this.exitCode = exitCode
  }
}

export interface CommandOptions {
  readonly folder?: string
  /** Added to the process's own. */
  readonly environment?: Readonly<Record<string, string>>
  /** Written to its standard input, which is empty otherwise. */
  readonly input?: string | Uint8Array
  readonly signal?: AbortSignal | undefined
}

/** Runs a program to its end and returns what it wrote to standard output. Throws a CommandError when it fails. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const result = await execa(command, args, {
    ...toExeca(options),
    input: options.input ?? "",
    maxBuffer: 64 * 1024 * 1024,
  })
  if (result.failed) throw failure(command, args, result)
  return result.stdout
}

export interface StreamOptions extends Omit<CommandOptions, "input"> {
  readonly stdin?: Readable | "inherit" | undefined
  readonly stdout?: Writable | "inherit" | undefined
  readonly stderr?: Writable | "inherit" | undefined
}

/** Runs a program on the given streams and returns its exit code, also when that is not 0. */
export async function streamCommand(command: string, args: readonly string[], options: StreamOptions): Promise<number> {
  const child = execa(command, args, {
    ...toExeca(options),
    stdin: options.stdin === "inherit" ? "inherit" : options.stdin === undefined ? "ignore" : "pipe",
    stdout: options.stdout === "inherit" ? "inherit" : options.stdout === undefined ? "ignore" : "pipe",
    stderr: options.stderr === "inherit" ? "inherit" : options.stderr === undefined ? "ignore" : "pipe",
    buffer: false,
  })
  if (options.stdin !== undefined && options.stdin !== "inherit" && child.stdin !== null) {
    child.stdin.on("error", () => {}) // it may end without having read everything
    options.stdin.pipe(child.stdin)
  }
  if (options.stdout !== undefined && options.stdout !== "inherit") child.stdout?.pipe(options.stdout, { end: false })
  if (options.stderr !== undefined && options.stderr !== "inherit") child.stderr?.pipe(options.stderr, { end: false })
  const result = await child
  if (result.exitCode !== undefined) return result.exitCode
  throw failure(command, args, result)
}

/** Starts a program whose output is read as it comes. `done` rejects when it fails, and must be awaited. */
export function openCommand(
  command: string,
  args: readonly string[],
  options: Omit<CommandOptions, "input"> = {},
): { readonly stdout: Readable; readonly done: Promise<void> } {
  const child = execa(command, args, { ...toExeca(options), stdin: "ignore", buffer: { stdout: false } })
  const done = child.then((result) => {
    if (result.failed) throw failure(command, args, result)
  })
  const stdout = new PassThrough() // takes hold of the output at once: the library lets what nobody reads run away
  child.stdout.pipe(stdout)
  return { stdout, done }
}

function toExeca({ folder, environment, signal }: CommandOptions) {
  return {
    reject: false,
    stripFinalNewline: true,
    ...(folder === undefined ? {} : { cwd: folder }),
    ...(environment === undefined ? {} : { env: environment }),
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  } as const satisfies Options
}

interface Result {
  readonly exitCode?: number | undefined
  readonly stderr?: unknown
  readonly shortMessage?: string | undefined
  readonly isCanceled?: boolean | undefined
  readonly cause?: unknown
}

function failure(command: string, args: readonly string[], result: Result): unknown {
  if (result.isCanceled) return result.cause ?? new CommandError(`${command} was cancelled`, { exitCode: undefined })
  const said = typeof result.stderr === "string" ? lastLines(result.stderr) : ""
  const how = result.exitCode === undefined ? (result.shortMessage ?? "did not start") : `exit code ${result.exitCode}`
  return new CommandError(`"${[command, ...args].join(" ")}" failed: ${said === "" ? how : said}`, {
    exitCode: result.exitCode,
    cause: result.cause,
  })
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-4).join("; ").slice(-1000)
}
