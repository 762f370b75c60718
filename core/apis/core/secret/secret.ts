import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { secrets } from "../../resources.gen.ts"
import { column } from "../../strategy/column.ts"
import type { Secret } from "../v1.gen.ts"
import { secretStrategy } from "./strategy.ts"

export const secret: KindDefinition<Secret> = {
  resource: secrets,
  strategy: secretStrategy,
  columns: [
    nameColumn(),
    column("Type", "What the keys mean, and to whom.", ({ type }) => type ?? ""),
    column("Data", "How many entries it holds.", ({ data }) => Object.keys(data ?? {}).length),
    ageColumn(),
  ],
  subresources: [],
  fields: { type: ({ type }) => type ?? "" },
}
