import type { Lease } from "../../apis/coordination/v1.gen.ts"
import type { Node } from "../../apis/core/v1.gen.ts"
import { leases } from "../../apis/resources.gen.ts"
import { type Clock, formatMicroTime } from "../../base/clock.ts"
import { describeError, type Log } from "../../base/log.ts"
import type { Client } from "../../client/client.ts"
import { isConflict, isNotFound } from "../../machinery/status/status-error.ts"

interface NodeLeaseDeps {
  readonly client: Client
  readonly clock: Clock
  readonly log: Log
  readonly nodeName: string
  readonly durationSeconds: number
  readonly nodeObject: () => Node | undefined
}

const namespace = "kube-node-lease"

/** Says every quarter of the lease's time that the node is alive: 10 s of 40, as in Kubernetes. */
export class NodeLease {
  readonly #deps: NodeLeaseDeps
  #lease: Lease | undefined
  #failures = 0

  constructor(deps: NodeLeaseDeps) {
    this.#deps = deps
  }

  async run(signal: AbortSignal, onRenew: () => void): Promise<void> {
    const { clock, log, durationSeconds } = this.#deps
    while (!signal.aborted) {
      try {
        await this.#renew(signal)
        this.#failures = 0
      } catch (error) {
        if (signal.aborted) return
        this.#lease = undefined
        this.#failures++
        if (!isConflict(error)) log.debug("Could not renew node lease", { error: describeError(error) })
      }
      onRenew()
      const retryMs = Math.min(7000, 200 * 2 ** Math.min(10, this.#failures))
      await clock.sleep(this.#failures === 0 ? durationSeconds * 250 : retryMs, { signal }).catch(() => undefined)
    }
  }

  async #renew(signal: AbortSignal): Promise<void> {
    const { client, nodeName: name, clock, nodeObject } = this.#deps
    const at = { namespace, name, signal }
    this.#lease ??= await client.get(leases, at).catch((error: unknown) => {
      if (isNotFound(error)) return undefined
      throw error
    })
    const renewTime = formatMicroTime(clock.now())
    const own = { holderIdentity: name, leaseDurationSeconds: this.#deps.durationSeconds, renewTime }
    const node = nodeObject()
    const owner = { apiVersion: "v1", kind: "Node", name, uid: node?.metadata.uid ?? "" }
    const ownerReferences = node === undefined ? [] : [owner]
    if (this.#lease === undefined) {
      this.#lease = await client.create(
        leases,
        { metadata: { namespace, name, ownerReferences }, spec: own },
        { signal },
      )
      return
    }
    const { metadata, spec } = this.#lease
    const owned = metadata.ownerReferences?.length ? metadata : { ...metadata, ownerReferences }
    this.#lease = await client.update(leases, { metadata: owned, spec: { ...spec, ...own } }, { signal })
  }
}
