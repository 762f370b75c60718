import { execFile } from "node:child_process"

export interface LightCommandOptions {
  /** Written to its standard input, which is empty otherwise. */
  readonly input?: string
  readonly signal?: AbortSignal
}

/**
 * Runs a small program to its end and returns what it wrote to standard output; rejects with what it said when it fails.
 * For the programs of a node, which run for ever and want nothing else of `command.ts`: its library takes 6 MB of memory.
 */
export function runLightly(
  command: string,
  args: readonly string[],
  { input = "", signal }: LightCommandOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer, ...(signal === undefined ? {} : { signal }) }
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.replace(/\n$/, ""))
      else if (signal?.aborted) reject(signal.reason)
      else reject(new Error(`"${[command, ...args].join(" ")}" failed: ${lastLines(stderr) || error.message}`))
    })
    child.stdin?.on("error", () => {}) // it may end without having read everything
    child.stdin?.end(input)
  })
}

const maxBuffer = 64 * 1024 * 1024

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-4).join("; ").slice(-1000)
}
