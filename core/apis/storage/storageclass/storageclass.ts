import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { ageColumn } from "../../../machinery/table/column.ts"
import { storageclasses } from "../../resources.gen.ts"
import { column } from "../../strategy/column.ts"
import { newStrategy } from "../../strategy/new-strategy.ts"
import type { StorageClass } from "../v1.gen.ts"
import { validateStorageClass, validateStorageClassUpdate } from "./validation.ts"

export const storageClass: KindDefinition<StorageClass> = {
  resource: storageclasses,
  strategy: newStrategy<StorageClass>({
    defaults: (each) => ({
      ...each,
      reclaimPolicy: each.reclaimPolicy ?? "Delete",
      volumeBindingMode: each.volumeBindingMode ?? "Immediate",
    }),
    validate: validateStorageClass,
    validateUpdate: validateStorageClassUpdate,
    returnsDeletedObject: true,
  }),
  columns: [
    {
      ...column<StorageClass>("Name", "Its name, and whether claims that name none get it.", nameCell),
      format: "name",
    },
    column("Provisioner", "Who makes the volumes.", ({ provisioner }) => provisioner),
    column("ReclaimPolicy", "What becomes of a volume after its claim.", (each) => each.reclaimPolicy ?? "Delete"),
    column("VolumeBindingMode", "When a claim gets its volume.", (each) => each.volumeBindingMode ?? "<unset>"),
    column("AllowVolumeExpansion", "Whether claims may grow.", (each) => each.allowVolumeExpansion ?? false),
    ageColumn(),
  ],
  subresources: [],
}

const defaultClassAnnotations = [
  "storageclass.kubernetes.io/is-default-class",
  "storageclass.beta.kubernetes.io/is-default-class",
]

function nameCell({ metadata }: StorageClass): string {
  const isDefault = defaultClassAnnotations.some((key) => metadata.annotations?.[key] === "true")
  return isDefault ? `${metadata.name} (default)` : (metadata.name ?? "")
}
