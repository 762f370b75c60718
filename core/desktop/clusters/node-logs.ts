import { PassThrough } from "node:stream"
import type { Input } from "../../bridge/contract.ts"
import type { ClusterDeps } from "../../cluster/deps.ts"
import { runningNode } from "../../cluster/existing-node.ts"
import { writeLogs } from "../../cluster/logs.ts"

/** What a node's programs say, as text, until all is told or nobody listens any more. */
export async function* nodeLogs(
  deps: ClusterDeps,
  { profile, node: name, lines, follow }: Input<"clusters.logs">,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { driver, node } = await runningNode(deps, profile, name)
  const stdout = new PassThrough({ encoding: "utf8" })
  const ended = writeLogs(driver, node.name, { lines, follow }, { stdout }, signal).then(
    () => stdout.end(),
    (error: unknown) => stdout.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  for await (const text of stdout) yield String(text)
  await ended
}
