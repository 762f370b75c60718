import type { Endpoints, Pod, Service } from "../../apis/core/v1.gen.ts"
import {
  endpoints as endpointsResource,
  pods as podResource,
  services as serviceResource,
} from "../../apis/resources.gen.ts"
import { isDeepEqual } from "../../base/json.ts"
import { Controller } from "../../client/controller/controller.ts"
import { matchesLabels, selectorOfLabels } from "../../machinery/selector/label-selector.ts"
import { isAlreadyExists, isNotFound } from "../../machinery/status/status-error.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { isNamespaceEnding } from "../namespace-ending.ts"
import { hasSelector, isHeadless } from "./pod-address.ts"
import { subsetsOf, truncated } from "./subsets.ts"
import { servicesToWake } from "./wake-services.ts"

const triggerTime = "endpoints.kubernetes.io/last-change-trigger-time"
const overCapacity = "endpoints.kubernetes.io/over-capacity"
const headless = "service.kubernetes.io/headless"
const managedBy = { "endpoints.kubernetes.io/managed-by": "endpoint-controller" }

/** Keeps one Endpoints object per service that has a selector: the old form of endpoint slices, which many still read. */
export const endpoints: ControllerDefinition = {
  name: "endpoints-controller",
  account: "endpoint-controller",
  newController({ client, informers, clock, log }) {
    const services = informers.of(serviceResource)
    const pods = informers.of(podResource)
    const all = informers.of(endpointsResource)
    const controller = new Controller({ name: endpoints.name, clock, log, reconcile })
    services.onChange(({ key }) => controller.enqueue(key))
    pods.onChange((change) => {
      for (const key of servicesToWake(change, services)) controller.enqueue(key)
    })
    all.onChange(({ key, current }) => {
      // What is of our making is looked at once more at the start: its service may have gone while nobody watched.
      if (current === undefined || services.get(key) === undefined) controller.enqueue(key)
    })
    return controller

    async function reconcile(key: string, signal: AbortSignal): Promise<void> {
      const service = services.get(key)
      const current = all.get(key)
      if (service === undefined) {
        if (current !== undefined && isOurs(current)) await remove(current, signal)
        return
      }
      if (!hasSelector(service)) return
      const selector = selectorOfLabels(service.spec.selector)
      const selected = pods
        .inNamespace(service.metadata.namespace ?? "")
        .filter((pod) => matchesLabels(selector, pod.metadata.labels))
      await write(current, wantedFor(service, selected, current), signal)
    }

    async function write(current: Endpoints | undefined, wanted: Endpoints, signal: AbortSignal): Promise<void> {
      if (current !== undefined) {
        if (!isSame(current, wanted)) await client.update(endpointsResource, wanted, { signal })
        return
      }
      try {
        await client.create(endpointsResource, wanted, { signal })
      } catch (error) {
        if (!isAlreadyExists(error) && !isNamespaceEnding(error)) throw error
      }
    }

    async function remove({ metadata }: Endpoints, signal: AbortSignal): Promise<void> {
      const { namespace, name = "" } = metadata
      await client.delete(endpointsResource, { namespace, name, signal }).catch((error: unknown) => {
        if (!isNotFound(error)) throw error
      })
    }
  },
}

function isOurs({ metadata }: Endpoints): boolean {
  return metadata.labels?.["endpoints.kubernetes.io/managed-by"] === managedBy["endpoints.kubernetes.io/managed-by"]
}

function wantedFor(service: Service, selected: readonly Pod[], current: Endpoints | undefined): Endpoints {
  const { subsets, overCapacity: isOver } = truncated(subsetsOf(service, selected))
  const { [headless]: _, ...labels } = service.metadata.labels ?? {}
  const { [overCapacity]: __, [triggerTime]: ___, ...annotations } = current?.metadata.annotations ?? {}
  const isNew = current === undefined
  return {
    metadata: {
      ...(current?.metadata ?? { namespace: service.metadata.namespace, name: service.metadata.name }),
      labels: { ...labels, ...managedBy, ...(isHeadless(service) ? { [headless]: "" } : {}) },
      annotations: {
        ...annotations,
        ...(isNew && service.metadata.creationTimestamp ? { [triggerTime]: service.metadata.creationTimestamp } : {}),
        ...(isOver ? { [overCapacity]: "truncated" } : {}),
      },
    },
    ...(subsets.length === 0 ? {} : { subsets }),
  }
}

/** When the change was triggered is not itself a change. */
function isSame(current: Endpoints, wanted: Endpoints): boolean {
  const { [triggerTime]: _, ...annotations } = current.metadata.annotations ?? {}
  return (
    isDeepEqual(current.subsets ?? [], wanted.subsets ?? []) &&
    isDeepEqual(current.metadata.labels ?? {}, wanted.metadata.labels ?? {}) &&
    isDeepEqual(annotations, wanted.metadata.annotations ?? {})
  )
}
