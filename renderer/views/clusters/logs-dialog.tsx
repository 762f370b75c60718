import { useState } from "react"
import { coveCommand } from "../../../core/bridge/operation-command.ts"
import { useCluster } from "../../data/use-clusters.ts"
import { CopyCommand } from "../../design/copy-command.tsx"
import { Dialog } from "../../design/dialog.tsx"
import { Select } from "../../design/select.tsx"
import { texts } from "../../texts/texts.ts"
import { LogView } from "./log-view.tsx"

/** What a cluster's nodes say. */
export function LogsDialog({ profile, onClose }: { readonly profile: string; onClose(): void }) {
  const nodes = useCluster(profile)?.nodes.map(({ name }) => name) ?? []
  const [node, setNode] = useState(nodes[0])
  const of = node === undefined || node === nodes[0] ? [] : ["--node", node]
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.clusters.logs.title(profile)}
      size="xl"
      padding="flush"
      footnote={<CopyCommand command={coveCommand(profile, ["logs", "--follow", ...of])} />}
    >
      <div className="h-[64vh] border-t border-line">
        <LogView
          profile={profile}
          node={node}
          before={
            nodes.length > 1 &&
            node !== undefined && (
              <Select
                label={texts.clusters.logs.node}
                hideLabel
                value={node}
                options={nodes.map((name) => ({ value: name, label: name }))}
                onChange={setNode}
                className="w-44"
              />
            )
          }
        />
      </div>
    </Dialog>
  )
}
