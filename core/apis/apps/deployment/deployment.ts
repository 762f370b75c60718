import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { deployments } from "../../resources.gen.ts"
import type { Deployment } from "../v1.gen.ts"
import { deploymentColumns } from "./columns.ts"
import { deploymentStrategy } from "./strategy.ts"
import { deploymentSubresources } from "./subresources.ts"

export const deployment: KindDefinition<Deployment> = {
  resource: deployments,
  strategy: deploymentStrategy,
  columns: deploymentColumns,
  subresources: deploymentSubresources,
}
