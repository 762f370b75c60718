import type { ClusterLosses } from "../../../core/bridge/contract/clusters.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { useCluster, useLosses } from "../../data/use-clusters.ts"
import { ConfirmDialog } from "../../design/confirm-dialog.tsx"
import { ErrorNote } from "../../design/error-state.tsx"
import { Spinner } from "../../design/spinner.tsx"
import { texts } from "../../texts/texts.ts"
import { commandOf } from "./cluster-actions.ts"
import { formatBytes } from "./format-amounts.ts"

/** Says what a delete takes away. When there is anything in the cluster, its name has to be typed. */
export function DeleteDialog({ profile, onClose }: { readonly profile: string; onClose(): void }) {
  const bridge = useBridge()
  const { value: losses, error } = useLosses(profile)
  const known = useCluster(profile) !== undefined
  const { deleting } = texts.clusters
  const nothing = losses?.objects?.length === 0
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={deleting.title(profile)}
      confirmLabel={deleting.confirm}
      danger
      typeToConfirm={nothing || !known ? undefined : profile}
      command={commandOf("delete", profile)}
      onConfirm={async () => {
        await bridge.call("operations.run", { action: "delete", profile })
      }}
    >
      {losses === undefined && error === undefined && <Spinner label={deleting.counting} />}
      {error !== undefined && <ErrorNote message={deleting.failed} advice={error.message} />}
      {losses !== undefined && <Losses losses={losses} />}
      <p className="text-muted">{deleting.final}</p>
    </ConfirmDialog>
  )
}

function Losses({ losses: { objects, nodes, diskBytes } }: { readonly losses: ClusterLosses }) {
  const { deleting } = texts.clusters
  const disk = diskBytes === undefined ? undefined : formatBytes(diskBytes)
  if (objects === undefined) return <p>{deleting.unknown}</p>
  if (objects.length === 0) return <p>{deleting.noObjects}</p>
  return (
    <div className="flex flex-col gap-1.5">
      <p>{deleting.objects}</p>
      <ul className="max-h-44 overflow-auto rounded-md border border-line bg-sunken px-3 py-2">
        {objects.map(({ what, count }) => (
          <li key={what} className="flex justify-between gap-4">
            <span>{what}</span>
            <span className="text-muted tabular-nums">{count}</span>
          </li>
        ))}
        <li className="text-muted">{deleting.nodes(nodes, disk)}</li>
      </ul>
    </div>
  )
}
