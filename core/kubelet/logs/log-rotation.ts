import type { Runtime } from "../../cri/runtime.ts"
import { factsOf, listFolder, moveFile, removeTree } from "../../host/tree.ts"

interface LogRotationDeps {
  readonly runtime: Runtime
  readonly maxBytes: number
  readonly maxFiles: number
  /** For the names of rotated files. */
  readonly stamp: () => string
}

/** Keeps the logs of running containers small: a full one is set aside, and only the newest of those are kept. */
export class LogRotation {
  readonly #deps: LogRotationDeps

  constructor(deps: LogRotationDeps) {
    this.#deps = deps
  }

  /** `path` is the file a container writes to now. */
  async check(containerId: string, path: string): Promise<void> {
    const { runtime, maxBytes, maxFiles, stamp } = this.#deps
    const facts = await factsOf(path)
    if (facts === undefined || facts.size < maxBytes) return
    const folder = path.slice(0, path.lastIndexOf("/"))
    const name = path.slice(path.lastIndexOf("/") + 1)
    const rotated = (await listFolder(folder)).filter((each) => each.startsWith(`${name}.`)).toSorted()
    const surplus = rotated.slice(0, Math.max(0, rotated.length - (maxFiles - 2)))
    for (const old of surplus) await removeTree(`${folder}/${old}`)
    const aside = `${path}.${stamp()}`
    await moveFile(path, aside)
    try {
      await runtime.reopenContainerLog(containerId)
    } catch (error) {
      await moveFile(aside, path) // else the container would write into a file that nobody reads
      throw error
    }
  }
}
