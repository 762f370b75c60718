import type { ComponentType } from "react"
import { groupResourceOf, type Resource } from "../../../../core/machinery/api/resource.ts"
import type { ObjectViewProps } from "../parts/object-view.ts"
import { BindingSummary, RoleSummary, ServiceAccountSummary } from "./access-summary.tsx"
import { ClaimSummary, VolumeSummary } from "./claim-summary.tsx"
import { DataSummary } from "./data-summary.tsx"
import { NamespaceSummary } from "./namespace-summary.tsx"
import { NodeSummary } from "./node-summary.tsx"
import { PodSummary } from "./pod-summary.tsx"
import { ServiceSummary } from "./service-summary.tsx"
import { WorkloadSummary } from "./workload-summary.tsx"

/** What a kind has to say that its fields do not say by themselves. */
interface SummaryDefinition {
  /** `pods`, `deployments.apps`. */
  readonly resources: readonly string[]
  readonly Summary: ComponentType<ObjectViewProps>
}

const rbac = "rbac.authorization.k8s.io"

/** Kinds that are not here show their fields. */
const summaries: readonly SummaryDefinition[] = [
  { resources: ["pods"], Summary: PodSummary },
  {
    resources: [
      "deployments.apps",
      "replicasets.apps",
      "statefulsets.apps",
      "daemonsets.apps",
      "replicationcontrollers",
    ],
    Summary: WorkloadSummary,
  },
  { resources: ["services"], Summary: ServiceSummary },
  { resources: ["nodes"], Summary: NodeSummary },
  { resources: ["configmaps", "secrets"], Summary: DataSummary },
  { resources: ["namespaces"], Summary: NamespaceSummary },
  { resources: ["persistentvolumeclaims"], Summary: ClaimSummary },
  { resources: ["persistentvolumes"], Summary: VolumeSummary },
  { resources: [`roles.${rbac}`, `clusterroles.${rbac}`], Summary: RoleSummary },
  { resources: [`rolebindings.${rbac}`, `clusterrolebindings.${rbac}`], Summary: BindingSummary },
  { resources: ["serviceaccounts"], Summary: ServiceAccountSummary },
]

export function summaryOf(resource: Resource): ComponentType<ObjectViewProps> | undefined {
  const name = groupResourceOf(resource)
  return summaries.find(({ resources }) => resources.includes(name))?.Summary
}
