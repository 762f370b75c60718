import type { Column } from "../../../machinery/api/kind.ts"
import { canonicalQuantity } from "../../../machinery/quantity/quantity.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { column, wideColumn } from "../../strategy/column.ts"
import { classOf, modesWord } from "../persistentvolume/columns.ts"
import type { PersistentVolumeClaim } from "../v1.gen.ts"

export const claimColumns: readonly Column<PersistentVolumeClaim>[] = [
  nameColumn(),
  column("Status", "Whether it has a volume.", ({ metadata, status }) =>
    metadata.deletionTimestamp === undefined ? (status.phase ?? "") : "Terminating",
  ),
  column("Volume", "Which one.", ({ spec }) => spec.volumeName ?? ""),
  column("Capacity", "How large that is.", ({ spec, status }) =>
    spec.volumeName ? canonicalQuantity(status.capacity?.["storage"] ?? "0") : "",
  ),
  column("Access Modes", "Who may use it at once.", ({ spec, status }) =>
    spec.volumeName ? modesWord(status.accessModes) : "",
  ),
  column("StorageClass", "Who makes its volume.", ({ metadata, spec }) => classOf(metadata, spec.storageClassName)),
  column(
    "VolumeAttributesClass",
    "How its volume is set up.",
    ({ spec }) => spec.volumeAttributesClassName ?? "<unset>",
  ),
  ageColumn(),
  wideColumn("VolumeMode", "A file system, or a bare device.", ({ spec }) => spec.volumeMode ?? "<unset>"),
]
