import { realpath } from "node:fs/promises"
import type { Clock } from "../../base/clock.ts"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import { withLockFile } from "../../host/lock-file.ts"
import { ClusterError } from "../errors.ts"
import {
  currentContext,
  ForeignEntryError,
  type KubeconfigEntry,
  withEntry,
  withoutCurrent,
  withoutEntry,
} from "./merge.ts"

/** A kubeconfig, shared with kubectl and with whoever else writes to it. */
export class KubeconfigFile {
  readonly #path: string
  readonly #clock: Clock

  constructor(path: string, clock: Clock) {
    this.#path = path
    this.#clock = clock
  }

  /** Throws a ClusterError when the entry could not be written: before anything else is made. */
  async check(entry: KubeconfigEntry): Promise<void> {
    await this.#guard(async () => void withEntry(await this.#read(), entry, { makeCurrent: false }))
  }

  /** Writes the entry. Returns the context that was current before. */
  async add(entry: KubeconfigEntry, options: { readonly makeCurrent: boolean }): Promise<string | undefined> {
    return this.#change((text) => ({ next: withEntry(text, entry, options), result: currentContext(text) }))
  }

  /** Takes the entry away, unless it is somebody else's: `authority` tells ours. */
  async remove(name: string, authority: string, previous: string | undefined): Promise<void> {
    if ((await this.#guard(() => this.#read())) === "") return
    await this.#change((text) => ({ next: withoutEntry(text, { name, authority, previous }), result: undefined }))
  }

  /** Makes the context that was current before the current one again. */
  async giveContextBack(name: string, previous: string | undefined): Promise<void> {
    if ((await this.#guard(() => this.#read())) === "") return
    await this.#change((text) => ({ next: withoutCurrent(text, name, previous), result: undefined }))
  }

  /** Nothing is written where nothing changes. kubectl takes the same lock when it writes. */
  async #change<T>(edit: (text: string) => { readonly next: string; readonly result: T }): Promise<T> {
    return this.#guard(async () => {
      const target = await realpath(this.#path).catch(() => this.#path) // a link stays a link
      return withLockFile(`${this.#path}.lock`, this.#clock, async () => {
        const text = await this.#read()
        const { next, result } = edit(text)
        if (next !== text) await writeFileAtomically(target, next, { mode: 0o600 })
        return result
      })
    })
  }

  async #read(): Promise<string> {
    return (await readTextFile(this.#path)) ?? ""
  }

  async #guard<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (cause) {
      if (cause instanceof ForeignEntryError) {
        throw kubeconfigError(`${this.#path} has an entry "${cause.entry}" that is not Cove's`, {
          advice: `Choose another name for the cluster with -p, or take that entry out: kubectl config delete-context ${cause.entry}; kubectl config delete-cluster ${cause.entry}`,
        })
      }
      if (cause instanceof SyntaxError) {
        const advice = "Mend the file, or let KUBECONFIG name another. Cove has not changed it."
        throw kubeconfigError(`${this.#path} is no kubeconfig: ${cause.message}`, { advice, cause })
      }
      if (cause instanceof Error && "code" in cause && typeof cause.code === "string") {
        const advice = "Make it a file that you may read and write, or let KUBECONFIG name another."
        throw kubeconfigError(`Cannot use the kubeconfig ${this.#path}: ${cause.message}`, { advice, cause })
      }
      throw cause
    }
  }
}

function kubeconfigError(
  message: string,
  { advice, cause }: { readonly advice: string; readonly cause?: unknown },
): ClusterError {
  return new ClusterError(message, { id: "HOST_KUBECONFIG", exitCode: 30, advice, cause })
}
