import type { EndpointSlice } from "../../apis/discovery/v1.gen.ts"
import { endpointslices } from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import type { Client } from "../../client/client.ts"
import type { OwnWrites } from "../../client/controller/own-writes.ts"
import type { ObjectMeta } from "../../machinery/meta/v1.gen.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import { isNamespaceEnding } from "../namespace-ending.ts"
import type { AddressType, EndpointGroup } from "./endpoint.ts"
import { planSlices } from "./plan-slices.ts"

/** What the slices of one service say besides their endpoints. */
export interface SliceHead {
  readonly addressType: AddressType
  /** Of a new slice. Its labels are those of all slices. */
  readonly metadata: ObjectMeta
  /** Of a slice that is there and is written anew. */
  annotationsOf(slice: EndpointSlice): ObjectMeta["annotations"]
}

/** Makes the slices of a service hold what they should, with as few writes as it takes. */
export class SliceWriter {
  readonly #client: Client
  readonly #own: OwnWrites<EndpointSlice>

  constructor(client: Client, own: OwnWrites<EndpointSlice>) {
    this.#client = client
    this.#own = own
  }

  /** `existing` are the slices of the head's address type that the key has now. */
  async write(
    key: string,
    head: SliceHead,
    { groups, existing }: { readonly groups: readonly EndpointGroup[]; readonly existing: readonly EndpointSlice[] },
    signal: AbortSignal,
  ): Promise<void> {
    const { metadata, addressType } = head
    const plan = planSlices(groups, existing)
    await this.remove(key, plan.remove, signal)
    const planned = new Set([...plan.update, ...plan.remove].map((slice) => slice.metadata.name))
    const relabelled = existing.filter(
      (slice) => !planned.has(slice.metadata.name) && !isDeepEqual(slice.metadata.labels, metadata.labels),
    )
    for (const slice of [...plan.update, ...relabelled]) {
      const annotations = head.annotationsOf(slice)
      const next = { ...slice, metadata: { ...slice.metadata, labels: metadata.labels, annotations } }
      this.#own.wrote(key, await this.#client.update(endpointslices, next, { signal }))
    }
    for (const group of plan.create) await this.#create(key, { metadata, addressType, ...group }, signal)
  }

  async remove(key: string, unwanted: readonly EndpointSlice[], signal: AbortSignal): Promise<void> {
    for (const slice of unwanted) {
      const { namespace, name = "" } = slice.metadata
      await this.#client.delete(endpointslices, { namespace, name, signal }).catch((error: unknown) => {
        if (!isNotFound(error)) throw error
      })
      this.#own.deleted(key, slice)
    }
  }

  async #create(key: string, slice: EndpointSlice, signal: AbortSignal): Promise<void> {
    try {
      this.#own.wrote(key, await this.#client.create(endpointslices, slice, { signal }))
    } catch (error) {
      if (!isNamespaceEnding(error)) throw error
    }
  }
}
