import { groupResourceOf, type Resource } from "../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../core/machinery/meta/object.ts"
import type { Narrowed } from "./cluster-data.tsx"

/** Which objects have to be looked at to know what is related to one. */
export interface Wanted {
  readonly resource: Resource
  readonly narrowed: Narrowed
}

/** Kinds that own, use, select or stand for pods: looked at in the namespace of whatever lives there. */
const ofNamespace: readonly string[] = [
  "pods",
  "services",
  "persistentvolumeclaims",
  "replicationcontrollers",
  "deployments.apps",
  "replicasets.apps",
  "statefulsets.apps",
  "daemonsets.apps",
  "jobs.batch",
  "cronjobs.batch",
  "endpointslices.discovery.k8s.io",
  "ingresses.networking.k8s.io",
  "networkpolicies.networking.k8s.io",
  "poddisruptionbudgets.policy",
  "horizontalpodautoscalers.autoscaling",
]

const bindings: readonly string[] = [
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
]

/** Further kinds, by the kind of the subject. */
const further: Readonly<Record<string, readonly string[]>> = {
  Role: bindings,
  ClusterRole: bindings,
  ServiceAccount: bindings,
  PersistentVolume: ["persistentvolumeclaims"],
  StorageClass: ["persistentvolumeclaims", "persistentvolumes"],
  PriorityClass: ["pods"],
  Node: ["pods"],
  StatefulSet: ["controllerrevisions.apps"],
  DaemonSet: ["controllerrevisions.apps"],
}

/**
 * What to look at for one subject: kinds that may stand in a relation to it, those it names, and those that own it. Only
 * what is served, each once.
 */
export function relatedResources(
  subject: ApiObject,
  named: readonly { readonly group: string; readonly kind: string }[],
  served: readonly Resource[],
): readonly Wanted[] {
  const { namespace = "", name = "", ownerReferences = [] } = subject.metadata
  const kinds = new Set(further[subject.kind ?? ""] ?? [])
  if (namespace !== "") for (const each of ofNamespace) kinds.add(each)
  const owners = ownerReferences.map(({ apiVersion, kind }) => ({ group: groupOf(apiVersion), kind }))
  const byKind = new Set([...named, ...owners].map(({ group, kind }) => `${group}/${kind}`))
  return served
    .filter((resource) => resource.verbs.includes("watch"))
    .filter((resource) => kinds.has(groupResourceOf(resource)) || byKind.has(`${resource.group}/${resource.kind}`))
    .map((resource) => ({
      resource,
      narrowed:
        subject.kind === "Node" && resource.plural === "pods"
          ? { fieldSelector: `spec.nodeName=${name}` }
          : resource.namespaced && namespace !== ""
            ? { namespace: namespaceFor(subject, namespace) }
            : {},
    }))
}

/** A binding's subjects may live elsewhere; so may a claim's volume, which has no namespace. */
function namespaceFor({ kind }: ApiObject, namespace: string): string {
  return kind === "RoleBinding" ? "" : namespace
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : ""
}
