import { spawn } from "node:child_process"
import { environment } from "./cove.ts"
import { kubectlPath } from "./kubectl.ts"
import type { Loose } from "./test-cluster.ts"

/** Everything that happens to the objects at a path, from when it was asked for: what a test can look back on. */
export interface WatchLog extends Disposable {
  /** Each object as it was after each change, and as it was when it went. */
  readonly changes: readonly Change[]
}

export interface Change {
  readonly type: "ADDED" | "MODIFIED" | "DELETED"
  readonly object: Loose
}

/** `path` as kubectl's `--raw` takes it: `/api/v1/namespaces/a/pods?watch=1`. */
export async function watchLog(profile: string, path: string): Promise<WatchLog> {
  const args = ["--context", profile, "get", "--raw", path]
  const child = spawn(await kubectlPath("1.36"), args, { env: environment(), stdio: ["ignore", "pipe", "inherit"] })
  const changes: Change[] = []
  let rest = ""
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    const lines = `${rest}${part}`.split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) changes.push(JSON.parse(line))
  })
  return { changes, [Symbol.dispose]: () => void child.kill() }
}
