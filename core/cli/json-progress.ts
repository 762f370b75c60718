import type { Progress } from "../cluster/deps.ts"
import { type Cli, print } from "./cli.ts"
import { explain } from "./errors.ts"

/** minikube's `--output=json`: a CloudEvent per line, every value in it a text. */
export interface JsonProgress extends Progress {
  info(message: string): void
  /** Tells of a failure and returns the exit code. */
  error(error: unknown): number
}

export function newJsonProgress(cli: Cli, totalSteps: number): JsonProgress {
  let current = 0
  const event = (type: string, data: Readonly<Record<string, string>>) =>
    print(
      cli,
      JSON.stringify({
        specversion: "1.0",
        id: cli.random.uuid(),
        source: "https://cove.dev/",
        type: `io.k8s.sigs.minikube.${type}`,
        datacontenttype: "application/json",
        data,
      }),
    )
  return {
    step: async (title, run) => {
      event("step", { currentstep: String(current), message: title, name: title, totalsteps: String(totalSteps) })
      current++
      return run(() => {})
    },
    note: (message) => event("warning", { message }),
    info: (message) => event("info", { message }),
    error: (error) => {
      const { id, exitCode, message, advice } = explain(error, { interrupted: cli.signal.aborted })
      event("error", { name: id, exitcode: String(exitCode), message, advice, issues: "", url: "" })
      return exitCode
    },
  }
}
