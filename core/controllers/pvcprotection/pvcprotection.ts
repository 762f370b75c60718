import type { Pod } from "../../apis/core/v1.gen.ts"
import { persistentvolumeclaims, pods } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import type { ControllerDefinition } from "../controller-definition.ts"

const finalizer = "kubernetes.io/pvc-protection"
const byClaim = "claim"

/** Lets a deleted claim go when no pod uses it any more (documentation: "Storage Object in Use Protection"). */
export const pvcprotection: ControllerDefinition = {
  name: "persistentvolumeclaim-protection-controller",
  account: "pvc-protection-controller",
  newController({ client, informers, clock, log }) {
    const claims = informers.of(persistentvolumeclaims)
    const users = informers.of(pods)
    users.addIndex(byClaim, claimsOf)
    const controller = new Controller({ name: pvcprotection.name, clock, log, reconcile })
    claims.onChange(({ key, current }) => {
      if (current?.metadata.deletionTimestamp !== undefined) controller.enqueue(key)
    })
    users.onChange(({ old, current }) => {
      for (const pod of [old, current])
        for (const key of pod === undefined ? [] : claimsOf(pod)) controller.enqueue(key)
    })
    return controller

    async function reconcile(key: string, signal: AbortSignal): Promise<void> {
      const claim = claims.get(key)
      const { metadata } = claim ?? {}
      if (claim === undefined || metadata?.deletionTimestamp === undefined || !metadata.finalizers?.includes(finalizer))
        return
      if (users.byIndex(byClaim, key).some((pod) => pod.spec.nodeName && !isOver(pod))) return
      const finalizers = metadata.finalizers.filter((each) => each !== finalizer)
      await client.update(persistentvolumeclaims, { ...claim, metadata: { ...metadata, finalizers } }, { signal })
    }
  },
}

function claimsOf(pod: Pod): readonly string[] {
  const { namespace, name } = pod.metadata
  return (pod.spec.volumes ?? []).flatMap((volume) => {
    const claim =
      volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral === undefined ? undefined : `${name}-${volume.name}`)
    return claim === undefined ? [] : [keyOf({ metadata: { namespace, name: claim } })]
  })
}

function isOver(pod: Pod): boolean {
  return pod.status.phase === "Succeeded" || pod.status.phase === "Failed"
}
