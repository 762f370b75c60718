import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { nodes } from "../../resources.gen.ts"
import type { Node } from "../v1.gen.ts"
import { nodeColumns } from "./columns.ts"
import { nodeStrategy } from "./strategy.ts"
import { nodeSubresources } from "./subresources.ts"

export const node: KindDefinition<Node> = {
  resource: nodes,
  strategy: nodeStrategy,
  columns: nodeColumns,
  subresources: nodeSubresources,
  fields: { "spec.unschedulable": ({ spec }) => String(spec?.unschedulable ?? false) },
}
