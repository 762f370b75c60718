import { matchesNodeSelector } from "../../../apis/core/podspec/node-affinity.ts"
import type { PersistentVolume, PersistentVolumeClaim, Pod } from "../../../apis/core/v1.gen.ts"
import type { Plugin, Rejection } from "../../framework/plugin.ts"

/** What is known of claims and volumes. */
export interface VolumeView {
  claim(namespace: string, name: string): PersistentVolumeClaim | undefined
  volume(name: string): PersistentVolume | undefined
  /** Whether a claim of this class is bound only when a pod needs it. */
  waitsForPod(storageClassName: string | undefined): boolean
}

/** A pod waits for its claims, and goes where their volumes can be reached. */
export function volumeBinding(view: VolumeView): Plugin {
  return {
    name: "VolumeBinding",
    wokenBy: ["claims", "node added", "node labels"],
    refusal({ pod }) {
      const claims = claimNames(pod)
      for (const name of claims) {
        const claim = view.claim(pod.metadata.namespace ?? "", name)
        if (claim === undefined) return `persistentvolumeclaim "${name}" not found`
        if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`
      }
      const isWaiting = claims.some((name) => {
        const claim = view.claim(pod.metadata.namespace ?? "", name)
        return !claim?.spec.volumeName && !view.waitsForPod(claim?.spec.storageClassName)
      })
      return isWaiting ? "pod has unbound immediate PersistentVolumeClaims" : undefined
    },
    filterFor({ pod }) {
      const volumes = claimNames(pod).flatMap((name) => {
        const claim = view.claim(pod.metadata.namespace ?? "", name)
        return view.volume(claim?.spec.volumeName ?? "")?.spec.nodeAffinity?.required ?? []
      })
      if (volumes.length === 0) return undefined
      return ({ node }) => {
        const isReachable = volumes.every((required) => node !== undefined && matchesNodeSelector(required, node))
        return isReachable ? undefined : outOfReach
      }
    },
  }
}

function claimNames({ metadata, spec }: Pod): readonly string[] {
  return (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (ephemeral !== undefined) return [`${metadata.name}-${name}`]
    return persistentVolumeClaim === undefined ? [] : [persistentVolumeClaim.claimName]
  })
}

const outOfReach: Rejection = {
  reasons: ["node(s) didn't match PersistentVolume's node affinity"],
  resolvable: false,
}
