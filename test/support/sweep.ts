import { existsSync } from "node:fs"
import { cove, home, run } from "./cove.ts"

/** Names that only tests give to clusters. */
const testClusters = /^(e2e|again|pair|interrupted|suite|screens|window)-/

/**
 * Takes away what test runs that were killed have left: clusters of this home, and on the engine also those of homes that
 * other runs had, since a name can be there only once. Nobody else's clusters are touched.
 */
export async function sweep(): Promise<void> {
  if (existsSync(home)) await cove(["delete", "--all"])
  for (const [kind, list, remove] of [
    ["container", ["ps", "-a"], ["rm", "--force", "--volumes"]],
    ["network", ["network", "ls"], ["network", "rm"]],
  ] as const) {
    const args = [...list, "--filter", "label=cove.cluster", "--format", '{{.ID}} {{.Label "cove.cluster"}}']
    const { stdout } = await run("docker", args).catch(() => ({ stdout: "" })) // there is no client, or no engine
    const ids = stdout
      .split("\n")
      .map((line) => line.split(" "))
      .flatMap(([id = "", cluster = ""]) => (testClusters.test(cluster) ? [id] : []))
    if (ids.length === 0) continue
    console.log(`Removing ${ids.length} ${kind}(s) that an earlier test run has left`)
    await run("docker", [...remove, ...ids])
  }
}
