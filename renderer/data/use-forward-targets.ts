import {
  daemonsets,
  deployments,
  namespaces,
  pods,
  replicasets,
  services,
  statefulsets,
} from "../../core/apis/resources.gen.ts"
import type { Input } from "../../core/bridge/contract.ts"
import type { Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import { useObjects } from "./use-objects.ts"

export type ForwardKind = Input<"forwards.open">["kind"]

const resources: Readonly<Record<ForwardKind, Resource>> = {
  pods,
  services,
  deployments,
  replicasets,
  statefulsets,
  daemonsets,
}

/** What a port can be forwarded of: the names of a kind in a namespace, in order. */
export function useForwardTargets(kind: ForwardKind, namespace: string): readonly ApiObject[] {
  const { objects } = useObjects(resources[kind], { namespace })
  return objects.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)))
}

export function useNamespaceNames(): readonly string[] {
  return useObjects(namespaces).objects.map(nameOf).toSorted()
}

function nameOf({ metadata }: ApiObject): string {
  return metadata.name ?? ""
}
