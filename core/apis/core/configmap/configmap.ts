import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { configmaps } from "../../resources.gen.ts"
import { column } from "../../strategy/column.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { ConfigMap } from "../v1.gen.ts"
import { validateConfigMap, validateConfigMapUpdate } from "./validation.ts"

export const configMap: KindDefinition<ConfigMap> = {
  resource: configmaps,
  strategy: newStrategy<ConfigMap>({ validate: validateConfigMap, validateUpdate: validateConfigMapUpdate }),
  columns: [
    nameColumn(),
    column("Data", "How many entries it holds.", ({ data, binaryData }) => sizeOf(data) + sizeOf(binaryData)),
    ageColumn(),
  ],
  subresources: [],
}

function sizeOf(map: Readonly<Record<string, string>> | undefined): number {
  return Object.keys(map ?? {}).length
}
