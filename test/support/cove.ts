import { spawn } from "node:child_process"
import { join } from "node:path"
import type { Readable } from "node:stream"

export const root = join(import.meta.dirname, "../..")

/** Where everything of a test run is kept: never the person's own `~/.cove` and `~/.kube`. */
export const home = process.env["COVE_HOME"] ?? "/var/tmp/cove-test"
export const kubeconfig = join(home, "kubeconfig")

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  /** Ended by force after this long: a hanging command is a failure with its output so far, not a hanging test. */
  readonly timeoutMs?: number
}

const timeoutMs = 120_000

/** Runs a program to its end; a code other than 0 is an answer, not an exception. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = spawn(command, args, { env: { ...environment(), ...options.env }, stdio: ["pipe", "pipe", "pipe"] })
  const timer = setTimeout(() => child.kill("SIGKILL"), options.timeoutMs ?? timeoutMs)
  child.stdin.on("error", () => {}) // it may end before it has read everything
  child.stdin.end(options.input ?? "")
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  return new Promise((resolve, reject) => {
    child.on("error", reject)
    child.on("close", (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? 137, stdout: stdout(), stderr: stderr() })
    })
  })
}

/** Like `run`, but anything other than success fails the test with all that was said. */
export async function must(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, options)
  if (code !== 0) throw new Error(`"${[command, ...args].join(" ")}" ended with ${code}\n${stdout}${stderr}`)
  return stdout
}

/** Our command line, as a person types it. */
export function cove(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run(process.execPath, [join(root, "core/cmd/cove.ts"), ...args], { timeoutMs: 300_000, ...options })
}

export async function mustCove(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await cove(args, options)
  if (code !== 0) throw new Error(`"cove ${args.join(" ")}" ended with ${code}\n${stdout}${stderr}`)
  return stdout
}

export function environment(): NodeJS.ProcessEnv {
  return { ...process.env, COVE_HOME: home, KUBECONFIG: kubeconfig, LANG: "C.UTF-8", NO_COLOR: "1" }
}

function collect(stream: Readable): () => string {
  const parts: Buffer[] = []
  stream.on("data", (part: Buffer) => parts.push(part))
  return () => Buffer.concat(parts).toString()
}
