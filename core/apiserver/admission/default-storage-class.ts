import type { PersistentVolumeClaim } from "../../apis/core/v1.gen.ts"
import { persistentvolumeclaims, storageclasses } from "../../apis/resources.gen.ts"
import type { ObjectSource } from "../object-source.ts"
import type { AdmissionPlugin } from "./plugin.ts"

const annotation = "storageclass.kubernetes.io/is-default-class"

/** A claim that names no class gets the default one, the newest where several are marked. */
export function newDefaultStorageClass(source: ObjectSource): AdmissionPlugin {
  return {
    name: "DefaultStorageClass",
    mutate({ kind, subresource, operation, object }) {
      if (object === undefined) throw new TypeError("Cannot admit: a mutating plugin was called without an object")
      if (kind.resource !== persistentvolumeclaims || subresource !== "" || operation !== "create") return object
      const claim = object as PersistentVolumeClaim // of the kind persistentvolumeclaims
      if (claim.spec.storageClassName !== undefined) return claim
      if (claim.metadata.annotations?.["volume.beta.kubernetes.io/storage-class"] !== undefined) return claim
      const [newest] = source
        .list(storageclasses)
        .filter((each) => each.metadata.annotations?.[annotation] === "true")
        .sort((a, b) => (b.metadata.creationTimestamp ?? "").localeCompare(a.metadata.creationTimestamp ?? ""))
      if (newest === undefined) return claim
      return { ...claim, spec: { ...claim.spec, storageClassName: newest.metadata.name } }
    },
  }
}
