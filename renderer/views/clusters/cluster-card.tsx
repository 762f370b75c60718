import { Ellipsis, TriangleAlert } from "lucide-react"
import type { ClusterSummary } from "../../../core/bridge/contract/clusters.ts"
import { useRunningOperation } from "../../data/use-operations.ts"
import { Badge, StatusDot } from "../../design/badge.tsx"
import { Button, IconButton } from "../../design/button.tsx"
import { ContextMenu, Menu } from "../../design/menu.tsx"
import { formatRoute } from "../../shell/routes.ts"
import { texts } from "../../texts/texts.ts"
import { isAwake, stateTones } from "./cluster-state.ts"
import { ClusterUsage, NoUsage } from "./cluster-usage.tsx"
import { formatMemory } from "./format-amounts.ts"
import { RunningOperation } from "./running-operation.tsx"
import { useClusterButtons } from "./use-cluster-actions.ts"
import { useClusterMenu } from "./use-cluster-menu.ts"

/** A cluster: how it is, what it uses, and what can be done with it. */
export function ClusterCard({ cluster }: { readonly cluster: ClusterSummary }) {
  const menu = useClusterMenu(cluster)
  const operation = useRunningOperation(cluster.name)
  return (
    <ContextMenu entries={menu}>
      <article
        aria-label={cluster.name}
        className="flex w-full min-w-0 flex-col gap-3 rounded-lg border border-line bg-raised p-4 shadow-card"
      >
        <header className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <h3 className="truncate text-lg font-semibold">
              <a
                href={formatRoute({ screen: "overview", profile: cluster.name })}
                className="rounded-sm hover:underline"
              >
                {cluster.name}
              </a>
            </h3>
            <p className="flex h-5 items-center gap-2 text-sm text-muted">
              <StatusDot tone={stateTones[cluster.state]} />
              {texts.clusters.states[cluster.state]}
              {cluster.current && (
                <Badge tone="busy" title={texts.clusters.currentDetail}>
                  {texts.clusters.current}
                </Badge>
              )}
            </p>
          </div>
          <Menu
            trigger={
              <IconButton
                icon={Ellipsis}
                label={texts.clusters.more(cluster.name)}
                tooltip="hidden"
                className="-mr-1.5"
              />
            }
            entries={menu}
          />
        </header>
        <Facts cluster={cluster} />
        {cluster.problem !== undefined && <Problem {...cluster.problem} />}
        {isAwake(cluster.state) ? <ClusterUsage cluster={cluster} /> : <NoUsage />}
        <div className="flex-1" />
        {operation === undefined ? <Buttons cluster={cluster} /> : <RunningOperation operation={operation} />}
      </article>
    </ContextMenu>
  )
}

function Facts({ cluster }: { readonly cluster: ClusterSummary }) {
  const count = texts.clusters.nodes(cluster.nodes.length)
  const size = cluster.nodes.length === 1 ? texts.clusters.size : texts.clusters.sizeEach
  const isKnown = cluster.nodes.length > 0 // a cluster that is only just being made has none
  const facts = [
    [texts.clusters.version, cluster.kubernetesVersion],
    [texts.clusters.driver, cluster.driver],
    [texts.clusters.nodesLabel, count],
    [texts.clusters.sizeLabel, size(cluster.cpus, formatMemory(cluster.memoryMiB))],
  ]
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-1.5">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-xs text-faint">{name}</dt>
          <dd className="truncate">{isKnown ? value : "–"}</dd>
        </div>
      ))}
    </dl>
  )
}

function Problem({ message, advice }: { readonly message: string; readonly advice: string }) {
  return (
    <div className="flex gap-2 rounded-md bg-warn-soft px-2.5 py-2 text-warn-ink">
      <TriangleAlert size={15} className="mt-0.5 shrink-0" aria-hidden />
      <div className="min-w-0 text-sm">
        <p className="break-words">{message}</p>
        {advice !== "" && <p className="mt-0.5 break-words text-ink">{advice}</p>}
      </div>
    </div>
  )
}

function Buttons({ cluster }: { readonly cluster: ClusterSummary }) {
  const buttons = useClusterButtons(cluster)
  return (
    <footer className="flex items-center gap-1.5 border-t border-line pt-3">
      {buttons.map(({ id, label, icon, main, danger, run }) =>
        danger ? (
          <IconButton
            key={id}
            icon={icon}
            label={texts.clusters.actions.onCluster(label, cluster.name)}
            tooltip="top"
            onClick={run}
            className="ml-auto"
          />
        ) : (
          <Button
            key={id}
            icon={main ? icon : undefined}
            aria-label={texts.clusters.actions.onCluster(label, cluster.name)}
            onClick={run}
          >
            {label}
          </Button>
        ),
      )}
    </footer>
  )
}
