import type { Pod, PodStatus } from "../../apis/core/v1.gen.ts"
import { pods } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { describeError, type Log } from "../../base/log.ts"
import type { Client } from "../../client/client.ts"
import { WorkQueue } from "../../client/workqueue/work-queue.ts"
import { isConflict, isNotFound } from "../../machinery/status/status-error.ts"
import { nameOf, namespaceOf, uidOf } from "../pod/identity.ts"
import { isSame, statusPatch } from "./status-patch.ts"

interface Entry {
  /** The pod as the worker has it: a static pod is written to its mirror. */
  pod: Pod
  status: PodStatus
  /** Nothing of it runs or is mounted any more: its object may go. */
  finished: boolean
}

interface StatusManagerDeps {
  readonly client: Client
  readonly clock: Clock
  readonly log: Log
  /** The object in the API that shows this pod: itself, or the mirror of a static pod; undefined when there is none. */
  readonly apiPodOf: (pod: Pod) => Pod | undefined
}

/** Says in the API what becomes of each pod, as soon as it changes and only then, and deletes what has been ended. */
export class StatusManager {
  readonly #deps: StatusManagerDeps
  readonly #entries = new Map<string, Entry>()
  readonly #queue: WorkQueue

  constructor(deps: StatusManagerDeps) {
    this.#deps = deps
    this.#queue = new WorkQueue(deps.clock)
  }

  /** What was last said, here or, after a restart, in the API. */
  statusOf(pod: Pod): PodStatus {
    return this.#entries.get(uidOf(pod))?.status ?? this.#deps.apiPodOf(pod)?.status ?? pod.status ?? {}
  }

  set(pod: Pod, status: PodStatus): void {
    const uid = uidOf(pod)
    const entry = this.#entries.get(uid)
    if (entry === undefined) this.#entries.set(uid, { pod, status, finished: false })
    else {
      entry.pod = pod
      if (isSame(entry.status, status)) return
      entry.status = status
    }
    this.#queue.add(uid)
  }

  /** Everything the pod had is given back. */
  finish(pod: Pod): void {
    const entry = this.#entries.get(uidOf(pod))
    if (entry === undefined) this.#entries.set(uidOf(pod), { pod, status: this.statusOf(pod), finished: true })
    else {
      entry.pod = pod
      entry.finished = true
    }
    this.#queue.add(uidOf(pod))
  }

  /** A static pod that was ended here comes again, as the same one: nothing of what was said holds any more. */
  begin(pod: Pod): void {
    if (this.#entries.get(uidOf(pod))?.finished !== true) return
    this.#entries.set(uidOf(pod), { pod, status: { phase: "Pending" }, finished: false })
  }

  /** The object changed or went in the API: what stands there may not be what was said. */
  recheck(uid: string): void {
    if (this.#entries.has(uid)) this.#queue.add(uid)
  }

  forget(uid: string): void {
    this.#entries.delete(uid)
  }

  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => this.#queue.shutDown(), { once: true })
    await Promise.all(Array.from({ length: writers }, () => this.#write(signal)))
  }

  async #write(signal: AbortSignal): Promise<void> {
    for (let uid = await this.#queue.get(); uid !== undefined; uid = await this.#queue.get()) {
      try {
        await this.#sync(uid, signal)
        this.#queue.forget(uid)
      } catch (error) {
        if (!isConflict(error)) this.#deps.log.debug("Could not write pod status", { uid, error: describeError(error) })
        this.#queue.addAfter(uid, retryMs)
      }
      this.#queue.done(uid)
    }
  }

  async #sync(uid: string, signal: AbortSignal): Promise<void> {
    const entry = this.#entries.get(uid)
    if (entry === undefined) return
    const { client, apiPodOf, log } = this.#deps
    const shown = apiPodOf(entry.pod)
    if (shown === undefined) return // no object, or a mirror that is yet to be made
    const at = { namespace: namespaceOf(shown), name: nameOf(shown), signal }
    const patch = statusPatch(uidOf(shown), shown.status ?? {}, entry.status)
    try {
      if (patch !== undefined) {
        await client.patch(pods, at, { type: "strategic", body: patch }, { subresource: "status", signal })
      }
      if (entry.finished && shown.metadata.deletionTimestamp !== undefined) {
        await client.delete(pods, at, { gracePeriodSeconds: 0, preconditions: { uid: uidOf(shown) } })
        log.info("Deleted pod", { pod: `${at.namespace}/${at.name}` })
      }
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }
}

const writers = 4
const retryMs = 1000
