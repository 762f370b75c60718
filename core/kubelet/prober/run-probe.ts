import type { Runtime } from "../../cri/runtime.ts"
import { RuntimeError } from "../../cri/runtime-error.ts"
import type { HttpAnswer, ProbeNetwork } from "../../host/probe-network.ts"
import type { TargetOrProblem } from "./probe-target.ts"

/** `unknown`: could not be tried, which counts for nothing. `output` is what the event quotes. */
export interface ProbeOutcome {
  readonly result: "success" | "failure" | "unknown"
  readonly output: string
}

/** Tries once. Words of failures are those of Kubernetes' probes. */
export async function runProbe(
  target: TargetOrProblem,
  containerId: string,
  timeoutSeconds: number,
  { runtime, network }: { readonly runtime: Runtime; readonly network: ProbeNetwork },
): Promise<ProbeOutcome> {
  switch (target.type) {
    case "problem":
      return { result: "unknown", output: target.message }
    case "exec":
      return runExec(target.command, containerId, timeoutSeconds, runtime)
    case "http":
      return judgeHttp(target.url, await network.httpGet(target.url, target.headers, timeoutSeconds * 1000))
    case "tcp": {
      const problem = await network.connect(target.host, target.port, timeoutSeconds * 1000)
      return problem === undefined ? { result: "success", output: "" } : { result: "failure", output: problem }
    }
    case "grpc": {
      const { host, port, service } = target
      const problem = await network.grpcHealth(host, port, service, timeoutSeconds * 1000)
      if (problem === undefined) return { result: "success", output: `service healthy` }
      return { result: "failure", output: problem }
    }
  }
}

async function runExec(command: readonly string[], id: string, timeoutSeconds: number, runtime: Runtime) {
  try {
    const { stdout, stderr, exitCode } = await runtime.execSync(id, command, timeoutSeconds)
    const output = `${decode(stdout)}${decode(stderr)}`.slice(0, outputMax)
    return { result: exitCode === 0 ? "success" : "failure", output } as const
  } catch (error) {
    if (error instanceof RuntimeError && error.code === "deadline-exceeded") {
      const shown = command.join(" ")
      return { result: "failure", output: `command timed out: "${shown}" timed out after ${timeoutSeconds}s` } as const
    }
    return { result: "unknown", output: error instanceof Error ? error.message : String(error) } as const
  }
}

function judgeHttp(url: string, answer: HttpAnswer): ProbeOutcome {
  if ("problem" in answer) return { result: "failure", output: `Get "${url}": ${answer.problem}` }
  if (answer.status >= 200 && answer.status < 400) return { result: "success", output: answer.body }
  return { result: "failure", output: `HTTP probe failed with statuscode: ${answer.status}` }
}

const outputMax = 10 * 1024

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8")
}
