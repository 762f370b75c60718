import type { Endpoints } from "../../apis/core/v1.gen.ts"
import type { EndpointSlice } from "../../apis/discovery/v1.gen.ts"
import {
  endpointslices,
  endpoints as endpointsResource,
  services as serviceResource,
} from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { Controller } from "../../client/controller/controller.ts"
import { OwnWrites } from "../../client/controller/own-writes.ts"
import { controllerReference } from "../../machinery/meta/owners.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { hasSelector } from "../endpoints/pod-address.ts"
import type { AddressType } from "../endpointslice/endpoint.ts"
import type { SlicePlan } from "../endpointslice/plan-slices.ts"
import { planSlices } from "../endpointslice/plan-slices.ts"
import { isNamespaceEnding } from "../namespace-ending.ts"
import { isMirrored, mirrorSubsets } from "./mirror.ts"

const serviceLabel = "kubernetes.io/service-name"
const managedByLabel = "endpointslice.kubernetes.io/managed-by"
const managedBy = "endpointslicemirroring-controller.k8s.io"
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
const types: readonly AddressType[] = ["IPv4", "IPv6"]

/** Copies Endpoints that people write for services without a selector into slices: those are what a proxy reads. */
export const endpointslicemirroring: ControllerDefinition = {
  name: "endpointslice-mirroring-controller",
  account: "endpointslicemirroring-controller",
  newController({ client, informers, clock, log }) {
    const services = informers.of(serviceResource)
    const all = informers.of(endpointsResource)
    const slices = informers.of(endpointslices)
    slices.addIndex("mirrored", (slice) => (isOurs(slice) ? [keyOfMirrored(slice)] : []))
    const own = new OwnWrites(slices, clock)
    const controller = new Controller({ name: endpointslicemirroring.name, clock, log, reconcile })
    services.onChange(({ key }) => controller.enqueue(key))
    all.onChange(({ key }) => controller.enqueue(key))
    slices.onChange(({ old, current }) => {
      for (const slice of [old, current])
        if (slice !== undefined && isOurs(slice)) controller.enqueue(keyOfMirrored(slice))
    })
    return controller

    async function reconcile(key: string, signal: AbortSignal): Promise<void> {
      await own.settled(key, signal)
      const existing = own.withoutDeleted(key, slices.byIndex("mirrored", key))
      const source = all.get(key)
      const service = services.get(key)
      const isWanted = source !== undefined && service !== undefined && !hasSelector(service) && isMirrored(source)
      for (const type of types) {
        const ofType = existing.filter((slice) => slice.addressType === type)
        const groups = isWanted ? mirrorSubsets(source.subsets, type) : []
        if (!isWanted || groups.length === 0) await removeAll(key, ofType, signal)
        else await write(key, source, type, { ...planSlices(groups, ofType), ofType }, signal)
      }
    }

    async function write(
      key: string,
      source: Endpoints,
      addressType: AddressType,
      plan: SlicePlan & { readonly ofType: readonly EndpointSlice[] },
      signal: AbortSignal,
    ): Promise<void> {
      const { labels, annotations } = copiedMetadata(source)
      await removeAll(key, plan.remove, signal)
      const named = new Set([...plan.update, ...plan.remove].map((slice) => slice.metadata.name))
      const relabelled = plan.ofType.filter(
        (slice) => !named.has(slice.metadata.name) && !isDeepEqual(slice.metadata.labels, labels),
      )
      for (const slice of [...plan.update, ...relabelled]) {
        const next = { ...slice, metadata: { ...slice.metadata, labels, annotations } }
        own.wrote(key, await client.update(endpointslices, next, { signal }))
      }
      for (const group of plan.create) {
        const { namespace, name } = source.metadata
        const ownerReferences = [controllerReference(source, { apiVersion: "v1", kind: "Endpoints" })]
        const metadata = { generateName: `${name}-`, namespace, labels, annotations, ownerReferences }
        try {
          own.wrote(key, await client.create(endpointslices, { metadata, addressType, ...group }, { signal }))
        } catch (error) {
          if (!isNamespaceEnding(error)) throw error
        }
      }
    }

    async function removeAll(key: string, unwanted: readonly EndpointSlice[], signal: AbortSignal): Promise<void> {
      for (const slice of unwanted) {
        const { namespace, name = "" } = slice.metadata
        await client.delete(endpointslices, { namespace, name, signal }).catch((error: unknown) => {
          if (!isNotFound(error)) throw error
        })
        own.deleted(key, slice)
      }
    }
  },
}

function isOurs({ metadata }: EndpointSlice): boolean {
  return metadata.labels?.[managedByLabel] === managedBy
}

function keyOfMirrored({ metadata }: EndpointSlice): string {
  return `${metadata.namespace}/${metadata.labels?.[serviceLabel] ?? ""}`
}

function copiedMetadata({ metadata }: Endpoints) {
  const { [lastApplied]: _, ...annotations } = metadata.annotations ?? {}
  return {
    labels: { ...metadata.labels, [managedByLabel]: managedBy, [serviceLabel]: metadata.name ?? "" },
    annotations,
  }
}
