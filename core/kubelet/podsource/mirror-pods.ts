import type { Node, Pod } from "../../apis/core/v1.gen.ts"
import { pods } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { describeError, type Log } from "../../base/log.ts"
import type { Client } from "../../client/client.ts"
import { WorkQueue } from "../../client/workqueue/work-queue.ts"
import { isAlreadyExists, isNotFound } from "../../machinery/status/status-error.ts"
import { configHashAnnotation, configMirrorAnnotation, isMirrorPod, uidOf } from "../pod/identity.ts"

interface MirrorPodsDeps {
  readonly client: Client
  readonly clock: Clock
  readonly log: Log
  /** The static pod with this `namespace/name`. */
  readonly staticPodOf: (key: string) => Pod | undefined
  /** The pod of this node that the API shows under this key. */
  readonly apiPodOf: (key: string) => Pod | undefined
  readonly nodeObject: () => Node | undefined
}

/** Keeps, for each static pod, a pod in the API that shows it. Deleting that one changes nothing on the node. */
export class MirrorPods {
  readonly #deps: MirrorPodsDeps
  readonly #queue: WorkQueue

  constructor(deps: MirrorPodsDeps) {
    this.#deps = deps
    this.#queue = new WorkQueue(deps.clock)
  }

  check(key: string): void {
    this.#queue.add(key)
  }

  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => this.#queue.shutDown(), { once: true })
    for (let key = await this.#queue.get(); key !== undefined; key = await this.#queue.get()) {
      try {
        await this.#reconcile(key)
        this.#queue.forget(key)
      } catch (error) {
        this.#deps.log.debug("Could not write mirror pod", { pod: key, error: describeError(error) })
        this.#queue.addAfter(key, retryMs)
      }
      this.#queue.done(key)
    }
  }

  async #reconcile(key: string): Promise<void> {
    const { client, staticPodOf, apiPodOf, nodeObject, log } = this.#deps
    const wanted = staticPodOf(key)
    const shown = apiPodOf(key)
    if (shown !== undefined) {
      if (!isMirrorPod(shown)) return // someone else's pod with this name
      const hash = shown.metadata.annotations?.[configMirrorAnnotation]
      const fits = wanted !== undefined && hash === uidOf(wanted) && shown.metadata.deletionTimestamp === undefined
      if (fits) return
      const { namespace, name = "" } = shown.metadata
      try {
        const preconditions = { uid: uidOf(shown) }
        await client.delete(pods, { namespace, name }, { gracePeriodSeconds: 0, preconditions })
        log.info("Deleted mirror pod", { pod: key })
      } catch (error) {
        if (!isNotFound(error)) throw error
      }
      return // its disappearance brings us back
    }
    if (wanted === undefined) return
    const node = nodeObject()
    if (node === undefined) {
      this.#queue.addAfter(key, retryMs)
      return
    }
    try {
      await client.create(pods, mirrorOf(wanted, node))
      log.info("Created mirror pod", { pod: key })
    } catch (error) {
      if (!isAlreadyExists(error)) throw error
      this.#queue.addAfter(key, retryMs)
    }
  }
}

const retryMs = 1000

/** What the API is shown of a static pod. */
function mirrorOf(pod: Pod, node: Node): Pod {
  const { uid: hash, ...metadata } = pod.metadata
  const annotations = {
    ...metadata.annotations,
    [configMirrorAnnotation]: metadata.annotations?.[configHashAnnotation] ?? hash ?? "",
  }
  const owner = {
    apiVersion: "v1",
    kind: "Node",
    name: node.metadata.name ?? "",
    uid: node.metadata.uid ?? "",
    controller: true,
  }
  return { ...pod, metadata: { ...metadata, annotations, ownerReferences: [owner] }, status: {} }
}
