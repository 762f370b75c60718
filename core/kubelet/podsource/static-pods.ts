import type { Pod } from "../../apis/core/v1.gen.ts"
import { type Clock, formatTime, type Timer } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import { describeError } from "../../base/log.ts"
import { readTextFile } from "../../host/files.ts"
import { listFolder } from "../../host/tree.ts"
import { watchFolder } from "../../host/watch-folder.ts"
import { parseYaml } from "../../host/yaml.ts"
import { configSeenAnnotation, uidOf } from "../pod/identity.ts"
import { staticPodOf } from "./static-pod.ts"

interface StaticPodsDeps {
  readonly folder: string
  readonly nodeName: string
  readonly clock: Clock
  readonly log: Log
}

/** The pods whose manifests lie in a folder of the node, read again whenever the folder changes. */
export class StaticPods {
  readonly #deps: StaticPodsDeps
  #pods = new Map<string, Pod>()
  #timer: Timer | undefined

  constructor(deps: StaticPodsDeps) {
    this.#deps = deps
  }

  /** Reads the folder, then keeps telling what differs until the signal aborts. */
  async run(onChange: (added: readonly Pod[], removed: readonly Pod[]) => void, signal: AbortSignal): Promise<void> {
    const { folder, clock, log } = this.#deps
    if (folder === "") return
    const read = async () => {
      const next = new Map((await this.#readAll()).map((pod) => [uidOf(pod), pod]))
      const removed = [...this.#pods.values()].filter((pod) => !next.has(uidOf(pod)))
      const added = [...next.values()].filter((pod) => !this.#pods.has(uidOf(pod)))
      this.#pods = next
      if (!signal.aborted) onChange(added, removed)
    }
    await watchFolder(
      folder,
      () => {
        // A file is rarely written in one go: the folder is read when it has been quiet for a moment.
        this.#timer?.cancel()
        this.#timer = clock.after(quietMs, () => {
          read().catch((error: unknown) => log.error("Could not read manifests", { error: describeError(error) }))
        })
      },
      signal,
    )
    await read()
    signal.addEventListener("abort", () => this.#timer?.cancel(), { once: true })
  }

  async #readAll(): Promise<readonly Pod[]> {
    const names = (await listFolder(this.#deps.folder)).filter((name) => !name.startsWith(".")).toSorted()
    const pods = await Promise.all(names.map((name) => this.#readOne(`${this.#deps.folder}/${name}`)))
    return pods.filter((pod) => pod !== undefined)
  }

  async #readOne(path: string): Promise<Pod | undefined> {
    const { nodeName, clock, log } = this.#deps
    try {
      const text = await readTextFile(path)
      if (text === undefined || text.trim() === "") return undefined
      const pod = staticPodOf(await parseYaml(text), nodeName, formatTime(clock.now()))
      if (pod === undefined) log.warn("Manifest is no pod", { path })
      const known = this.#pods.get(pod === undefined ? "" : uidOf(pod))
      // The same pod keeps the time it was first seen at.
      return known?.metadata.annotations?.[configSeenAnnotation] === undefined ? pod : known
    } catch (error) {
      log.warn("Could not read manifest", { path, error: describeError(error) })
      return undefined
    }
  }
}

const quietMs = 50
