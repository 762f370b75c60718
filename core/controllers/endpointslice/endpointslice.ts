import type { Service } from "../../apis/core/v1.gen.ts"
import type { EndpointSlice } from "../../apis/discovery/v1.gen.ts"
import {
  endpointslices,
  nodes as nodeResource,
  pods as podResource,
  services as serviceResource,
} from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import { OwnWrites } from "../../client/controller/own-writes.ts"
import { controllerReference } from "../../machinery/meta/owners.ts"
import { matchesLabels, selectorOfLabels } from "../../machinery/selector/label-selector.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { hasSelector, isHeadless } from "../endpoints/pod-address.ts"
import { servicesToWake } from "../endpoints/wake-services.ts"
import type { AddressType } from "./endpoint.ts"
import { addressTypesOf, groupEndpoints, zoneOfNode } from "./endpoint.ts"
import { type SliceHead, SliceWriter } from "./slice-writer.ts"

const serviceLabel = "kubernetes.io/service-name"
const managedByLabel = "endpointslice.kubernetes.io/managed-by"
const managedBy = "endpointslice-controller.k8s.io"
const headless = "service.kubernetes.io/headless"
const triggerTime = "endpoints.kubernetes.io/last-change-trigger-time"

/** Keeps the slices that say where the pods of each service are. */
export const endpointslice: ControllerDefinition = {
  name: "endpointslice-controller",
  account: "endpointslice-controller",
  newController({ client, informers, clock, log }) {
    const services = informers.of(serviceResource)
    const pods = informers.of(podResource)
    const nodes = informers.of(nodeResource)
    const slices = informers.of(endpointslices)
    slices.addIndex("service", (slice) => (isOurs(slice) ? [serviceKeyOf(slice)] : []))
    const own = new OwnWrites(slices, clock)
    const writer = new SliceWriter(client, own)
    const controller = new Controller({ name: endpointslice.name, clock, log, reconcile })
    services.onChange(({ key }) => controller.enqueue(key))
    pods.onChange((change) => {
      for (const key of servicesToWake(change, services)) controller.enqueue(key)
    })
    slices.onChange(({ old, current }) => {
      for (const slice of [old, current])
        if (slice !== undefined && isOurs(slice)) controller.enqueue(serviceKeyOf(slice))
    })
    return controller

    async function reconcile(key: string, signal: AbortSignal): Promise<void> {
      await own.settled(key, signal)
      const service = services.get(key)
      const existing = own.withoutDeleted(key, slices.byIndex("service", key))
      if (service === undefined || !hasSelector(service)) {
        // The garbage collector takes the slices of a service that is gone; those of one that lost its selector stay
        // for whoever writes them now.
        own.forget(key)
        return
      }
      if (service.metadata.deletionTimestamp !== undefined) return
      const selector = selectorOfLabels(service.spec.selector)
      const selected = pods
        .inNamespace(service.metadata.namespace ?? "")
        .filter((pod) => matchesLabels(selector, pod.metadata.labels))
      const types = addressTypesOf(service)
      for (const addressType of types) {
        const groups = groupEndpoints(service, selected, addressType, (name) => zoneOfNode(nodes.get(name)))
        const ofType = existing.filter((slice) => slice.addressType === addressType)
        await writer.write(key, headOf(service, addressType), { groups, existing: ofType }, signal)
      }
      const ofOtherTypes = existing.filter((each) => !types.includes(each.addressType as AddressType))
      await writer.remove(key, ofOtherTypes, signal)
    }
  },
}

function headOf(service: Service, addressType: AddressType): SliceHead {
  const { namespace, name, creationTimestamp } = service.metadata
  return {
    addressType,
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: labelsFor(service),
      ...(creationTimestamp ? { annotations: { [triggerTime]: creationTimestamp } } : {}),
      ownerReferences: [controllerReference(service, { apiVersion: "v1", kind: "Service" })],
    },
    annotationsOf: ({ metadata }) => {
      const { [triggerTime]: _, ...annotations } = metadata.annotations ?? {}
      return annotations
    },
  }
}

function isOurs({ metadata }: EndpointSlice): boolean {
  return metadata.labels?.[managedByLabel] === managedBy
}

function serviceKeyOf({ metadata }: EndpointSlice): string {
  return `${metadata.namespace}/${metadata.labels?.[serviceLabel] ?? ""}`
}

function labelsFor(service: Service): Readonly<Record<string, string>> {
  const { [headless]: _, ...labels } = service.metadata.labels ?? {}
  return {
    ...labels,
    [managedByLabel]: managedBy,
    [serviceLabel]: service.metadata.name ?? "",
    ...(isHeadless(service) ? { [headless]: "" } : {}),
  }
}
