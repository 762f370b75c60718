import type { Endpoints } from "../../apis/core/v1.gen.ts"
import type { EndpointSlice } from "../../apis/discovery/v1.gen.ts"
import {
  endpointslices,
  endpoints as endpointsResource,
  services as serviceResource,
} from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import { OwnWrites } from "../../client/controller/own-writes.ts"
import { controllerReference } from "../../machinery/meta/owners.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { hasSelector } from "../endpoints/pod-address.ts"
import type { AddressType } from "../endpointslice/endpoint.ts"
import { type SliceHead, SliceWriter } from "../endpointslice/slice-writer.ts"
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
    const writer = new SliceWriter(client, own)
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
      for (const addressType of types) {
        const ofType = existing.filter((slice) => slice.addressType === addressType)
        const groups = isWanted ? mirrorSubsets(source.subsets, addressType) : []
        if (!isWanted || groups.length === 0) await writer.remove(key, ofType, signal)
        else await writer.write(key, headOf(source, addressType), { groups, existing: ofType }, signal)
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

function headOf(source: Endpoints, addressType: AddressType): SliceHead {
  const { namespace, name = "" } = source.metadata
  const { [lastApplied]: _, ...annotations } = source.metadata.annotations ?? {}
  const labels = { ...source.metadata.labels, [managedByLabel]: managedBy, [serviceLabel]: name }
  const ownerReferences = [controllerReference(source, { apiVersion: "v1", kind: "Endpoints" })]
  return {
    addressType,
    metadata: { generateName: `${name}-`, namespace, labels, annotations, ownerReferences },
    annotationsOf: () => annotations,
  }
}
