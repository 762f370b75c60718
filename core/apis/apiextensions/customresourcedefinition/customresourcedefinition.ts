import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { nameColumn } from "../../../machinery/table/column.ts"
import { customresourcedefinitions } from "../../resources.gen.ts"
import { createdAtColumn } from "../../strategy/column.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { CustomResourceDefinition } from "../v1.gen.ts"

/**
 * There are none yet, and discovery says that none can be made. The list is served because kubectl asks for it before it
 * says that it does not know a kind.
 */
export const customResourceDefinition: KindDefinition<CustomResourceDefinition> = {
  resource: { ...customresourcedefinitions, verbs: ["get", "list"] },
  strategy: newStrategy<CustomResourceDefinition>({ validate: () => [], validateUpdate: () => [] }),
  columns: [nameColumn(), createdAtColumn()],
  subresources: [],
  virtual: true,
}
