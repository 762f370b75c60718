import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { replicasets } from "../../resources.gen.ts"
import type { ReplicaSet } from "../v1.gen.ts"
import { replicaSetColumns } from "./columns.ts"
import { replicaSetStrategy } from "./strategy.ts"
import { replicaSetSubresources } from "./subresources.ts"

export const replicaSet: KindDefinition<ReplicaSet> = {
  resource: replicasets,
  strategy: replicaSetStrategy,
  columns: replicaSetColumns,
  subresources: replicaSetSubresources,
  fields: { "status.replicas": ({ status }) => String(status.replicas ?? 0) },
}
