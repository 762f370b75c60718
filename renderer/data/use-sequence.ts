import { useDeferredValue, useMemo } from "react"
import type { Event } from "../../core/apis/core/v1.gen.ts"
import * as resources from "../../core/apis/resources.gen.ts"
import type { AuditRecord } from "../../core/bridge/contract/api.ts"
import type { Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import type { ObjectAddress } from "./problems/problem.ts"
import type { Wanted } from "./related-resources.ts"
import { sequenceOf } from "./sequence/sequence-of.ts"
import type { Sequence } from "./sequence/step.ts"
import { useManyObjects } from "./use-many-objects.ts"
import { useObject } from "./use-object.ts"
import { useObjects } from "./use-objects.ts"
import { useSeenStatuses } from "./use-seen-statuses.ts"

const known: Readonly<Record<string, Resource>> = {
  deployments: resources.deployments,
  replicasets: resources.replicasets,
  statefulsets: resources.statefulsets,
  daemonsets: resources.daemonsets,
  cronjobs: resources.cronjobs,
  jobs: resources.jobs,
  pods: resources.pods,
  services: resources.services,
}

const noEvents: readonly Event[] = []

/** The story of one object from a moment on, live. `records` are the audit log's. */
export function useSequence(
  root: ObjectAddress | undefined,
  sinceMs: number,
  records: readonly AuditRecord[],
): Sequence | undefined {
  const { namespace = "", name = "", plural = "" } = root ?? {}
  const { object } = useObject(known[plural], namespace, name)
  const selector = selectorOf(object)
  const wanted = useMemo(() => wantedFor({ plural, namespace, name, selector }), [plural, namespace, name, selector])
  const { objects } = useManyObjects(wanted)
  const { statuses, gone } = useSeenStatuses(objects)
  const ofEvents = useObjects(root === undefined ? undefined : resources.events, { namespace })
  const events = useDeferredValue(ofEvents.objects, noEvents)
  return useMemo(
    () => root && sequenceOf({ records, events, objects: [...objects, ...gone], statuses }, root, sinceMs),
    [records, events, objects, gone, statuses, root, sinceMs],
  )
}

interface Asked {
  readonly plural: string
  readonly namespace: string
  readonly name: string
  readonly selector: string | undefined
}

/** Which objects may belong to the story: those that its selector names, where it has one. */
function wantedFor({ plural, namespace, name, selector }: Asked): readonly Wanted[] {
  const resource = known[plural]
  if (resource === undefined) return []
  const itself = { resource, narrowed: { namespace, fieldSelector: `metadata.name=${name}` } }
  const selected = { namespace, labelSelector: selector }
  switch (plural) {
    case "deployments":
      if (selector === undefined) return [itself]
      return [
        itself,
        { resource: resources.replicasets, narrowed: selected },
        { resource: resources.pods, narrowed: selected },
      ]
    case "cronjobs":
      return [
        itself,
        { resource: resources.jobs, narrowed: { namespace } },
        { resource: resources.pods, narrowed: { namespace, labelSelector: "batch.kubernetes.io/job-name" } },
      ]
    case "services": {
      const labelSelector = `kubernetes.io/service-name=${name}`
      return [itself, { resource: resources.endpointslices, narrowed: { namespace, labelSelector } }]
    }
    case "pods":
      return [itself]
    default:
      return selector === undefined ? [itself] : [itself, { resource: resources.pods, narrowed: selected }]
  }
}

/** "app=web,tier=front" out of spec.selector.matchLabels. */
function selectorOf(object: ApiObject | undefined): string | undefined {
  // Any object may have a spec; what of it is no selector is found out below.
  const spec = (object as { readonly spec?: { readonly selector?: { readonly matchLabels?: unknown } } } | undefined)
    ?.spec
  const labels = spec?.selector?.matchLabels
  if (typeof labels !== "object" || labels === null) return undefined
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(",")
}
