import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { persistentvolumes } from "../../resources.gen.ts"
import type { PersistentVolume } from "../v1.gen.ts"
import { volumeColumns } from "./columns.ts"
import { volumeStatus, volumeStrategy } from "./strategy.ts"

export const persistentVolume: KindDefinition<PersistentVolume> = {
  resource: persistentvolumes,
  strategy: volumeStrategy,
  columns: volumeColumns,
  subresources: [volumeStatus],
  fields: { name: ({ metadata }) => metadata.name ?? "" },
}
