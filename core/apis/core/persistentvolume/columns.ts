import type { Column } from "../../../machinery/api/kind.ts"
import type { ObjectMeta } from "../../../machinery/meta/v1.gen.ts"
import { canonicalQuantity } from "../../../machinery/quantity/quantity.ts"
import { ageColumn, nameColumn } from "../../../machinery/table/column.ts"
import { column, wideColumn } from "../../strategy/column.ts"
import type { PersistentVolume } from "../v1.gen.ts"
import { classAnnotation } from "./warnings.ts"

export const volumeColumns: readonly Column<PersistentVolume>[] = [
  nameColumn(),
  column("Capacity", "How large it is.", ({ spec }) => canonicalQuantity(spec.capacity?.["storage"] ?? "0")),
  column("Access Modes", "Who may use it at once.", ({ spec }) => modesWord(spec.accessModes)),
  column(
    "Reclaim Policy",
    "What becomes of it after its claim.",
    ({ spec }) => spec.persistentVolumeReclaimPolicy ?? "",
  ),
  column("Status", "Whether it is taken.", ({ metadata, status }) =>
    metadata.deletionTimestamp === undefined ? (status.phase ?? "") : "Terminating",
  ),
  column("Claim", "By which claim.", ({ spec: { claimRef } }) =>
    claimRef === undefined ? "" : `${claimRef.namespace ?? ""}/${claimRef.name ?? ""}`,
  ),
  column("StorageClass", "Who made it.", ({ metadata, spec }) => classOf(metadata, spec.storageClassName)),
  column("VolumeAttributesClass", "How it is set up.", ({ spec }) => spec.volumeAttributesClassName ?? "<unset>"),
  column("Reason", "Why it is as it is.", ({ status }) => status.reason ?? ""),
  ageColumn(),
  wideColumn("VolumeMode", "A file system, or a bare device.", ({ spec }) => spec.volumeMode ?? "<unset>"),
]

const shortModes = [
  ["ReadWriteOnce", "RWO"],
  ["ReadOnlyMany", "ROX"],
  ["ReadWriteMany", "RWX"],
  ["ReadWriteOncePod", "RWOP"],
] as const

/** `RWO,ROX`. */
export function modesWord(modes: readonly string[] | undefined): string {
  return shortModes
    .filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(",")
}

/** The annotation is what came before the field, and still wins. */
export function classOf(metadata: ObjectMeta, name: string | undefined): string {
  return metadata.annotations?.[classAnnotation] ?? name ?? ""
}
