import type { ObjectFieldSelector, PersistentVolumeClaimSpec, Volume, VolumeProjection } from "../v1.gen.ts"
import { defaultPullPolicy } from "./image-reference.ts"

/** Files of configMap, secret, downwardAPI and projected volumes: 0644. */
const defaultMode = 0o644

/** What Kubernetes fills in for a volume. One without any source becomes an emptyDir. */
export function defaultVolume(volume: Volume): Volume {
  const { name: _, ...sources } = volume
  if (Object.values(sources).every((source) => source === undefined)) return { ...volume, emptyDir: {} }
  return { ...volume, ...defaultSource(volume) }
}

function defaultSource(volume: Volume): Partial<Volume> {
  if (volume.configMap !== undefined) return { configMap: { ...volume.configMap, ...mode(volume.configMap) } }
  if (volume.secret !== undefined) return { secret: { ...volume.secret, ...mode(volume.secret) } }
  if (volume.hostPath !== undefined) return { hostPath: { ...volume.hostPath, type: volume.hostPath.type ?? "" } }
  if (volume.downwardAPI !== undefined)
    return { downwardAPI: { ...volume.downwardAPI, ...downwardItems(volume.downwardAPI), ...mode(volume.downwardAPI) } }
  if (volume.projected !== undefined) {
    const { sources } = volume.projected
    const defaulted = sources === undefined ? {} : { sources: sources.map(defaultProjection) }
    return { projected: { ...volume.projected, ...defaulted, ...mode(volume.projected) } }
  }
  if (volume.image !== undefined)
    return {
      image: {
        ...volume.image,
        pullPolicy: volume.image.pullPolicy || defaultPullPolicy(volume.image.reference ?? ""),
      },
    }
  if (volume.ephemeral?.volumeClaimTemplate !== undefined) {
    const template = volume.ephemeral.volumeClaimTemplate
    return {
      ephemeral: {
        ...volume.ephemeral,
        volumeClaimTemplate: { ...template, spec: defaultClaimSpec(template.spec) },
      },
    }
  }
  return defaultRemoteSource(volume)
}

function defaultRemoteSource({ iscsi, rbd, azureDisk, scaleIO }: Volume): Partial<Volume> {
  if (iscsi !== undefined) return { iscsi: { ...iscsi, iscsiInterface: iscsi.iscsiInterface || "default" } }
  if (rbd !== undefined)
    return {
      rbd: {
        ...rbd,
        pool: rbd.pool || "rbd",
        user: rbd.user || "admin",
        keyring: rbd.keyring || "/etc/ceph/keyring",
      },
    }
  if (azureDisk !== undefined)
    return {
      azureDisk: {
        ...azureDisk,
        cachingMode: azureDisk.cachingMode ?? "ReadWrite",
        kind: azureDisk.kind ?? "Shared",
        fsType: azureDisk.fsType ?? "ext4",
        readOnly: azureDisk.readOnly ?? false,
      },
    }
  if (scaleIO !== undefined)
    return {
      scaleIO: {
        ...scaleIO,
        storageMode: scaleIO.storageMode || "ThinProvisioned",
        fsType: scaleIO.fsType || "xfs",
      },
    }
  return {}
}

function defaultProjection(source: VolumeProjection): VolumeProjection {
  if (source.serviceAccountToken !== undefined) {
    const token = source.serviceAccountToken
    return { ...source, serviceAccountToken: { ...token, expirationSeconds: token.expirationSeconds ?? 3600 } }
  }
  if (source.downwardAPI !== undefined)
    return { ...source, downwardAPI: { ...source.downwardAPI, ...downwardItems(source.downwardAPI) } }
  return source
}

/** `PersistentVolumeClaimSpec` inside a pod: its volumes are file systems unless it says otherwise. */
function defaultClaimSpec(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  return { ...spec, volumeMode: spec.volumeMode ?? "Filesystem" }
}

/** The version a field path is written in. */
export function defaultFieldRef(ref: ObjectFieldSelector): ObjectFieldSelector {
  return { ...ref, apiVersion: ref.apiVersion || "v1" }
}

function downwardItems<I extends { readonly fieldRef?: ObjectFieldSelector | undefined }>(source: {
  readonly items?: readonly I[] | undefined
}): { readonly items?: readonly I[] } {
  if (source.items === undefined) return {}
  return {
    items: source.items.map((item) =>
      item.fieldRef === undefined ? item : { ...item, fieldRef: defaultFieldRef(item.fieldRef) },
    ),
  }
}

function mode(source: { readonly defaultMode?: number | undefined }): { readonly defaultMode: number } {
  return { defaultMode: source.defaultMode ?? defaultMode }
}
