import type { ObjectAddress } from "../problems/problem.ts"

/** Kinds whose plural does not tell them by dropping its "s". */
const kinds: Readonly<Record<string, string>> = {
  deployments: "Deployment",
  replicasets: "ReplicaSet",
  statefulsets: "StatefulSet",
  daemonsets: "DaemonSet",
  jobs: "Job",
  cronjobs: "CronJob",
  pods: "Pod",
  services: "Service",
  endpoints: "Endpoints",
  endpointslices: "EndpointSlice",
  configmaps: "ConfigMap",
  secrets: "Secret",
  serviceaccounts: "ServiceAccount",
  namespaces: "Namespace",
  nodes: "Node",
  persistentvolumeclaims: "PersistentVolumeClaim",
  persistentvolumes: "PersistentVolume",
  controllerrevisions: "ControllerRevision",
  horizontalpodautoscalers: "HorizontalPodAutoscaler",
  poddisruptionbudgets: "PodDisruptionBudget",
  ingresses: "Ingress",
  networkpolicies: "NetworkPolicy",
}

/** "replicasets" → "ReplicaSet"; a plural that nobody knows stands for itself. */
export function kindOf(plural: string): string {
  return kinds[plural] ?? plural
}

/** "ReplicaSet" → "replicasets"; undefined for a kind that nobody knows. */
export function pluralOf(kind: string): string | undefined {
  return Object.keys(kinds).find((plural) => kinds[plural] === kind)
}

const noNamespace: readonly string[] = ["namespaces", "nodes", "persistentvolumes"]

/** How an object is told from all others: `pods default/web-1`. A group is not needed for that within one diagram. */
export function placeOf({ plural, namespace, name }: Pick<ObjectAddress, "plural" | "namespace" | "name">): string {
  return noNamespace.includes(plural) ? `${plural} ${name}` : `${plural} ${namespace}/${name}`
}
