import { readFile, rmdir, writeFile } from "node:fs/promises"
import { isMissing } from "../../host/files.ts"
import { killProcess } from "../../host/processes.ts"
import { factsOf, listFolder } from "../../host/tree.ts"

/** The folders below a group. */
export async function subgroups(dir: string): Promise<readonly string[]> {
  const names = await listFolder(dir)
  const kinds = await Promise.all(names.map((name) => factsOf(`${dir}/${name}`)))
  return names.filter((_, at) => kinds[at]?.kind === "folder")
}

/** Kills what runs in a group and in those below, then removes them from the bottom up. */
export async function removeGroup(dir: string): Promise<void> {
  for (const name of await subgroups(dir)) await removeGroup(`${dir}/${name}`)
  for (const pid of (await readNumbers(`${dir}/cgroup.procs`)).filter((each) => each > 0)) killProcess(pid)
  try {
    await rmdir(dir)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

export async function writeValue(path: string, value: string | number): Promise<void> {
  await writeFile(path, String(value))
}

export async function readNumbers(path: string): Promise<readonly number[]> {
  const text = await readFile(path, "utf8").catch(() => "")
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map(Number)
}

/** Files of `name number` lines. */
export async function readTable(path: string): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(path, "utf8").catch(() => "")
  return new Map(
    text.split("\n").map((line) => {
      const [name = "", value = "0"] = line.split(" ")
      return [name, Number(value)]
    }),
  )
}
