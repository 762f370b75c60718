import type { PersistentVolume, PersistentVolumeSpec } from "../v1.gen.ts"

/** The annotation that the class's field replaced; claims have it too. */
export const classAnnotation = "volume.beta.kubernetes.io/storage-class"

export function volumeWarnings({ metadata, spec }: PersistentVolume): readonly string[] {
  const annotations = metadata.annotations ?? {}
  return [
    ...(classAnnotation in annotations
      ? [replaced(classAnnotation, 'deprecated since v1.8; use "storageClassName"')]
      : []),
    ...(mountAnnotation in annotations
      ? [replaced(mountAnnotation, 'deprecated since v1.31; use "mountOptions"')]
      : []),
    ...(spec.persistentVolumeReclaimPolicy === "Recycle"
      ? [
          "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.",
        ]
      : []),
    ...retired
      .filter(([kind]) => spec[kind] !== undefined)
      .map(([kind, since]) => `spec.${shownNames[kind] ?? kind}: ${since}`),
  ]
}

/** `metadata.annotations[...]: deprecated since v1.8; use "storageClassName" attribute instead`. */
export function replaced(annotation: string, how: string): string {
  return `metadata.annotations[${annotation}]: ${how} attribute instead`
}

const mountAnnotation = "volume.beta.kubernetes.io/mount-options"

/** Where the message names a field otherwise than the field is. */
const shownNames: Readonly<Record<string, string>> = { storageos: "storageOS" }

/** Volumes that no node can mount any more. */
const retired: readonly (readonly [keyof PersistentVolumeSpec, string])[] = [
  ["cephfs", "deprecated in v1.28, non-functional in v1.31+"],
  ["photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"],
  ["scaleIO", "deprecated in v1.16, non-functional in v1.22+"],
  ["storageos", "deprecated in v1.22, non-functional in v1.25+"],
  ["glusterfs", "deprecated in v1.25, non-functional in v1.26+"],
  ["rbd", "deprecated in v1.28, non-functional in v1.31+"],
]
