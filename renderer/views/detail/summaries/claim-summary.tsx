import type { PersistentVolume, PersistentVolumeClaim } from "../../../../core/apis/core/v1.gen.ts"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { Facts } from "../parts/facts.tsx"
import { ObjectLink } from "../parts/object-link.tsx"
import type { ObjectViewProps } from "../parts/object-view.ts"
import { Code } from "../parts/words.tsx"
import { describeQuantities } from "./container-words.ts"
import { UsedByCard } from "./used-by-card.tsx"

const words = texts.detail.summary.claim

/** A claim of storage: what was asked for, what it got, and who uses it. */
export function ClaimSummary({ profile, object }: ObjectViewProps) {
  const { spec, status } = object as PersistentVolumeClaim // the API server sends objects of the kind that was asked for
  const { volumeName, storageClassName, accessModes = [] } = spec
  const facts = [
    { label: words.requested, value: describeQuantities(spec.resources?.requests) },
    { label: words.capacity, value: describeQuantities(status?.capacity) },
    {
      label: words.volume,
      value: isNamed(volumeName) && (
        <ObjectLink profile={profile} to={{ group: "", kind: "PersistentVolume", namespace: "", name: volumeName }} />
      ),
    },
    {
      label: words.storageClass,
      value: isNamed(storageClassName) && <ClassLink profile={profile} name={storageClassName} />,
    },
    { label: words.modes, value: accessModes.join(", ") },
    { label: words.volumeMode, value: spec.volumeMode },
  ]
  return (
    <>
      <Card title={words.title}>
        <Facts facts={facts} />
      </Card>
      <UsedByCard profile={profile} object={object} />
    </>
  )
}

/** Storage itself: what it is, and who has claimed it. */
export function VolumeSummary({ profile, object }: ObjectViewProps) {
  const { spec } = object as PersistentVolume // as above
  const { namespace = "", name = "" } = spec.claimRef ?? {}
  const {
    capacity,
    accessModes,
    persistentVolumeReclaimPolicy,
    claimRef,
    storageClassName,
    volumeMode,
    nodeAffinity,
    ...rest
  } = spec
  const { mountOptions: _, ...source } = rest
  const facts = [
    { label: words.capacity, value: describeQuantities(capacity) },
    {
      label: words.claim,
      value: claimRef !== undefined && (
        <ObjectLink profile={profile} to={{ group: "", kind: "PersistentVolumeClaim", namespace, name }} />
      ),
    },
    { label: words.reclaim, value: persistentVolumeReclaimPolicy },
    {
      label: words.storageClass,
      value: isNamed(storageClassName) && <ClassLink profile={profile} name={storageClassName} />,
    },
    { label: words.modes, value: accessModes?.join(", ") },
    { label: words.volumeMode, value: volumeMode },
    { label: words.source, value: <Code>{JSON.stringify(source)}</Code> },
    { label: words.affinity, value: nodeAffinity && <Code>{JSON.stringify(nodeAffinity.required)}</Code> },
  ]
  return (
    <Card title={texts.detail.summary.pod.volume}>
      <Facts facts={facts} />
    </Card>
  )
}

function ClassLink({ profile, name }: { readonly profile: string; readonly name: string }) {
  return <ObjectLink profile={profile} to={{ group: "storage.k8s.io", kind: "StorageClass", namespace: "", name }} />
}

function isNamed(name: string | undefined): name is string {
  return name !== undefined && name !== ""
}
