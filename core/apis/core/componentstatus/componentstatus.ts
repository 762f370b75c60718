import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { findCondition } from "../../../machinery/meta/conditions.ts"
import { nameColumn } from "../../../machinery/table/column.ts"
import { componentstatuses } from "../../resources.gen.ts"
import { column } from "../../strategy/column.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { ComponentStatus } from "../v1.gen.ts"

/** Never stored: the API server asks the components each time. */
export const componentStatus: KindDefinition<ComponentStatus> = {
  resource: componentstatuses,
  strategy: newStrategy<ComponentStatus>({ validate: () => [], validateUpdate: () => [] }),
  columns: [
    nameColumn(),
    column("Status", "Whether it answered that it is well.", ({ conditions }) => healthWord(conditions)),
    column("Message", "What it said.", ({ conditions }) => findCondition(conditions, "Healthy")?.message ?? ""),
    column(
      "Error",
      "Why it could not be asked.",
      ({ conditions }) => findCondition(conditions, "Healthy")?.error ?? "",
    ),
  ],
  subresources: [],
  deprecation: "v1 ComponentStatus is deprecated in v1.19+",
  virtual: true,
}

function healthWord(conditions: ComponentStatus["conditions"]): string {
  const health = findCondition(conditions, "Healthy")
  if (health === undefined) return "Unknown"
  return health.status === "True" ? "Healthy" : "Unhealthy"
}
