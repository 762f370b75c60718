import type { Pod, Service } from "../../apis/core/v1.gen.ts"
import type { EndpointSlice } from "../../apis/discovery/v1.gen.ts"
import {
  endpointslices,
  nodes as nodeResource,
  pods as podResource,
  services as serviceResource,
} from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { Controller } from "../../client/controller/controller.ts"
import { OwnWrites } from "../../client/controller/own-writes.ts"
import { controllerReference } from "../../machinery/meta/owners.ts"
import { matchesLabels, selectorOfLabels } from "../../machinery/selector/label-selector.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { hasSelector, isHeadless } from "../endpoints/pod-address.ts"
import { servicesToWake } from "../endpoints/wake-services.ts"
import { isNamespaceEnding } from "../namespace-ending.ts"
import type { AddressType, EndpointGroup } from "./endpoint.ts"
import { addressTypesOf, groupEndpoints, zoneOfNode } from "./endpoint.ts"
import { planSlices } from "./plan-slices.ts"

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
      for (const type of types) await write(key, service, selected, type, existing, signal)
      for (const slice of existing.filter((each) => !types.includes(each.addressType as AddressType))) {
        await remove(key, slice, signal)
      }
    }

    async function write(
      key: string,
      service: Service,
      selected: readonly Pod[],
      type: AddressType,
      existing: readonly EndpointSlice[],
      signal: AbortSignal,
    ): Promise<void> {
      const groups = groupEndpoints(service, selected, type, (name) => zoneOfNode(nodes.get(name)))
      const ofType = existing.filter((slice) => slice.addressType === type)
      const plan = planSlices(groups, ofType)
      const labels = labelsFor(service)
      for (const slice of plan.remove) await remove(key, slice, signal)
      const updated = new Set(plan.update.map((slice) => slice.metadata.name))
      const relabelled = ofType.filter(
        (slice) =>
          !updated.has(slice.metadata.name) &&
          !plan.remove.includes(slice) &&
          !isDeepEqual(slice.metadata.labels, labels),
      )
      for (const slice of [...plan.update, ...relabelled]) {
        const { [triggerTime]: _, ...annotations } = slice.metadata.annotations ?? {}
        const metadata = { ...slice.metadata, labels, annotations }
        own.wrote(key, await client.update(endpointslices, { ...slice, metadata }, { signal }))
      }
      for (const group of plan.create) await create(key, service, type, group, signal)
    }

    async function create(
      key: string,
      service: Service,
      addressType: AddressType,
      { ports, endpoints }: EndpointGroup,
      signal: AbortSignal,
    ): Promise<void> {
      const { namespace, name, creationTimestamp } = service.metadata
      const slice: EndpointSlice = {
        metadata: {
          generateName: `${name}-`,
          namespace,
          labels: labelsFor(service),
          ...(creationTimestamp ? { annotations: { [triggerTime]: creationTimestamp } } : {}),
          ownerReferences: [controllerReference(service, { apiVersion: "v1", kind: "Service" })],
        },
        addressType,
        endpoints,
        ports,
      }
      try {
        own.wrote(key, await client.create(endpointslices, slice, { signal }))
      } catch (error) {
        if (!isNamespaceEnding(error)) throw error
      }
    }

    async function remove(key: string, slice: EndpointSlice, signal: AbortSignal): Promise<void> {
      const { namespace, name = "" } = slice.metadata
      await client.delete(endpointslices, { namespace, name, signal }).catch((error: unknown) => {
        if (!isNotFound(error)) throw error
      })
      own.deleted(key, slice)
    }
  },
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
