import { useMemo } from "react"
import type { OperationAction } from "../../../core/bridge/contract/operations.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { useToaster } from "../../design/toast.tsx"
import { texts } from "../../texts/texts.ts"

/** What is done with a cluster at once; its progress shows among the operations. */
export interface ClusterWork {
  run(action: Exclude<OperationAction, "delete">, profile: string): void
  /** Makes it kubectl's current cluster. */
  use(profile: string): void
}

export function useClusterWork(): ClusterWork {
  const bridge = useBridge()
  const toaster = useToaster()
  return useMemo(
    () => ({
      run: (action, profile) => {
        bridge
          .call("operations.run", { action, profile })
          .catch((error) => toaster.fail(texts.clusters.cannot(action, profile), error))
      },
      use: (profile) => {
        bridge.call("clusters.use", { profile }).then(
          () => toaster.show({ tone: "ok", title: texts.clusters.nowCurrent(profile) }),
          (error) => toaster.fail(texts.clusters.cannotUse(profile), error),
        )
      },
    }),
    [bridge, toaster],
  )
}
