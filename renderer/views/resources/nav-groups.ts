import { groupResourceOf, type Resource } from "../../../core/machinery/api/resource.ts"
import { texts } from "../../texts/texts.ts"
import { kindTitle } from "./list/kind-title.ts"

export interface NavGroup {
  readonly id: string
  readonly title: string
  readonly kinds: readonly { readonly resource: Resource; readonly title: string }[]
  /** Whether it is closed until somebody opens it. */
  readonly folded: boolean
}

const words = texts.resources.nav.groups

/** The kinds of each group, those that one looks at most first. */
const members = {
  workloads:
    "pods deployments.apps statefulsets.apps daemonsets.apps jobs.batch cronjobs.batch replicasets.apps replicationcontrollers horizontalpodautoscalers.autoscaling poddisruptionbudgets.policy",
  network:
    "services ingresses.networking.k8s.io endpointslices.discovery.k8s.io endpoints networkpolicies.networking.k8s.io ingressclasses.networking.k8s.io",
  config: "configmaps secrets resourcequotas limitranges",
  storage: "persistentvolumeclaims persistentvolumes storageclasses.storage.k8s.io",
  access:
    "serviceaccounts roles.rbac.authorization.k8s.io rolebindings.rbac.authorization.k8s.io clusterroles.rbac.authorization.k8s.io clusterrolebindings.rbac.authorization.k8s.io",
  cluster:
    "nodes namespaces events leases.coordination.k8s.io customresourcedefinitions.apiextensions.k8s.io apiservices.apiregistration.k8s.io",
} as const

type GroupId = keyof typeof members

/** Groups of the API whose other kinds stand with those above, at their end. */
const homes: Readonly<Record<string, GroupId>> = {
  apps: "workloads",
  batch: "workloads",
  autoscaling: "workloads",
  policy: "workloads",
  "networking.k8s.io": "network",
  "discovery.k8s.io": "network",
  "storage.k8s.io": "storage",
  "rbac.authorization.k8s.io": "access",
  "certificates.k8s.io": "access",
}

/** Events are served twice, under one name each: the older group is what everybody knows. */
const doubles = new Set(["events.events.k8s.io"])

/** What can be listed, in groups, narrowed to the kinds that have these letters in their names. */
export function navGroups(resources: readonly Resource[], filter: string): readonly NavGroup[] {
  const listed = resources.filter((each) => each.verbs.includes("list") && !doubles.has(groupResourceOf(each)))
  const wanted = listed.filter((each) => isMeant(each, filter.trim().toLowerCase()))
  const byGroup = Map.groupBy(wanted, groupOf)
  const own = (Object.keys(members) as GroupId[]).map((id) => ({
    id,
    title: words[id],
    folded: id === "access" || id === "cluster",
  }))
  const custom = [...byGroup.keys()]
    .filter((id) => !(id in members))
    .toSorted()
    .map((id) => ({ id, title: id, folded: false }))
  return [...own, ...custom].flatMap((group) => {
    const kinds = (byGroup.get(group.id) ?? []).toSorted((a, b) => rankOf(a) - rankOf(b) || (a.kind < b.kind ? -1 : 1))
    return kinds.length === 0
      ? []
      : [{ ...group, kinds: kinds.map((resource) => ({ resource, title: kindTitle(resource) })) }]
  })
}

/** One of ours, or the API group of a custom resource. */
function groupOf(resource: Resource): string {
  const name = groupResourceOf(resource)
  const named = (Object.keys(members) as GroupId[]).find((id) => members[id].split(" ").includes(name))
  if (named !== undefined) return named
  const { group } = resource
  return homes[group] ?? (group === "" || isKubernetes(group) ? "cluster" : group)
}

function rankOf(resource: Resource): number {
  const name = groupResourceOf(resource)
  const rank = Object.values(members)
    .flatMap((names) => names.split(" "))
    .indexOf(name)
  return rank < 0 ? Number.MAX_SAFE_INTEGER : rank
}

/** Groups of Kubernetes itself have no dot, or end so, and no company's name before it. */
function isKubernetes(group: string): boolean {
  return !group.includes(".") || /^[a-z.]+\.k8s\.io$/.test(group)
}

function isMeant({ kind, plural, shortNames }: Resource, letters: string): boolean {
  return (
    letters === "" || plural.includes(letters) || kind.toLowerCase().includes(letters) || shortNames.includes(letters)
  )
}
