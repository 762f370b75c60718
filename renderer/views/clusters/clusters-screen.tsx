import { Container, Plus } from "lucide-react"
import { commandLine } from "../../../core/base/shell-words.ts"
import type { ClusterSummary } from "../../../core/bridge/contract/clusters.ts"
import { useClusters } from "../../data/use-clusters.ts"
import { Button } from "../../design/button.tsx"
import { CopyCommand } from "../../design/copy-command.tsx"
import { EmptyState } from "../../design/empty-state.tsx"
import { ErrorState } from "../../design/error-state.tsx"
import { Skeleton } from "../../design/skeleton.tsx"
import { texts } from "../../texts/texts.ts"
import { ClusterCard } from "./cluster-card.tsx"
import { useClusterDialogs } from "./cluster-dialogs.tsx"

/** All clusters, each as a card. */
export function ClustersScreen() {
  const { value: clusters, error } = useClusters()
  if (clusters === undefined)
    return error === undefined ? (
      <Loading />
    ) : (
      <ErrorState title={texts.clusters.listFailed} message={error.message} advice={error.advice} />
    )
  return clusters.length === 0 ? <First /> : <Cards clusters={clusters} />
}

function Cards({ clusters }: { readonly clusters: readonly ClusterSummary[] }) {
  const dialogs = useClusterDialogs()
  const running = clusters.filter(({ state }) => state === "running").length
  return (
    <div className="mx-auto flex max-w-300 flex-col gap-5 p-6">
      <header className="flex items-end justify-between gap-4">
        <div>
          <h2 className="text-xl font-semibold">{texts.clusters.title}</h2>
          <p className="text-muted">{texts.clusters.subtitle(running, clusters.length)}</p>
        </div>
        <Button variant="primary" icon={Plus} onClick={dialogs.create}>
          {texts.clusters.create}
        </Button>
      </header>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(340px,1fr))] gap-4">
        {clusters.map((cluster) => (
          <li key={cluster.name} className="flex">
            <ClusterCard cluster={cluster} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function First() {
  const dialogs = useClusterDialogs()
  const { first } = texts.clusters
  return (
    <EmptyState
      icon={Container}
      title={first.title}
      detail={first.detail}
      actions={
        <div className="flex flex-col items-center gap-5">
          <Button variant="primary" icon={Plus} onClick={dialogs.create}>
            {first.action}
          </Button>
          <div className="flex items-center gap-2 text-sm text-muted">
            {first.orCommand}
            <CopyCommand command={commandLine(["cove", "start"])} className="w-44" />
          </div>
        </div>
      }
    />
  )
}

function Loading() {
  return (
    <div
      role="status"
      aria-label={texts.common.loading}
      className="mx-auto grid max-w-300 grid-cols-[repeat(auto-fill,minmax(340px,1fr))] gap-4 p-6 pt-24"
    >
      <Skeleton className="h-56 rounded-lg" />
      <Skeleton className="h-56 rounded-lg" />
    </div>
  )
}
