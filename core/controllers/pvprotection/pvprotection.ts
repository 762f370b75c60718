import { persistentvolumes } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import type { ControllerDefinition } from "../controller-definition.ts"

const finalizer = "kubernetes.io/pv-protection"

/** Lets a deleted volume go when no claim is bound to it any more. */
export const pvprotection: ControllerDefinition = {
  name: "persistentvolume-protection-controller",
  account: "pv-protection-controller",
  newController({ client, informers, clock, log }) {
    const volumes = informers.of(persistentvolumes)
    const controller = new Controller({ name: pvprotection.name, clock, log, reconcile, workers: 1 })
    volumes.onChange(({ key, current }) => {
      if (current?.metadata.deletionTimestamp !== undefined) controller.enqueue(key)
    })
    return controller

    async function reconcile(name: string, signal: AbortSignal): Promise<void> {
      const volume = volumes.get(name)
      const { metadata } = volume ?? {}
      if (
        volume === undefined ||
        metadata?.deletionTimestamp === undefined ||
        !metadata.finalizers?.includes(finalizer)
      )
        return
      if (volume.status.phase === "Bound") return
      const finalizers = metadata.finalizers.filter((each) => each !== finalizer)
      await client.update(persistentvolumes, { ...volume, metadata: { ...metadata, finalizers } }, { signal })
    }
  },
}
