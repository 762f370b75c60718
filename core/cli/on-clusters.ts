import type { Progress } from "../cluster/deps.ts"
import { type Cli, print } from "./cli.ts"

export interface ClusterWork {
  readonly names: readonly string[]
  readonly output: "text" | "json"
  /** Does it to one cluster. */
  run(name: string, progress: Progress): Promise<void>
  /** What is said when all is done. */
  done(): string
}

/** Does something to each of some clusters and tells of it; one that fails does not keep the others. Returns the exit code. */
export async function onClusters(cli: Cli, { names, output, run, done }: ClusterWork): Promise<number> {
  const [{ newJsonProgress }, { newProgress }] = await Promise.all([
    import("./json-progress.ts"),
    import("./progress.ts"),
  ])
  const json = output === "json" ? newJsonProgress(cli, names.length) : undefined
  try {
    await runEach(names, run, json ?? (await newProgress(cli)))
    if (json === undefined) print(cli, done())
    else json.info(done())
    return 0
  } catch (error) {
    if (json === undefined) throw error
    return json.error(error)
  }
}

async function runEach(names: readonly string[], run: ClusterWork["run"], progress: Progress): Promise<void> {
  const failures: unknown[] = []
  for (const name of names) await run(name, progress).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}
