import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { namespaces } from "../../resources.gen.ts"
import { column } from "../../strategy/column.ts"
import type { Namespace } from "../v1.gen.ts"
import { namespaceStrategy } from "./strategy.ts"
import { namespaceFinalize, namespaceStatus } from "./subresources.ts"

export const namespace: KindDefinition<Namespace> = {
  resource: namespaces,
  strategy: namespaceStrategy,
  columns: [
    nameColumn(),
    column("Status", "Whether it is in use or ending.", ({ status }) => status.phase ?? ""),
    ageColumn(),
  ],
  subresources: [namespaceFinalize, namespaceStatus],
  fields: { "status.phase": ({ status }) => status.phase ?? "", name: ({ metadata }) => metadata.name ?? "" },
}
