import { CircleAlert, type LucideIcon, Moon, Play, Power, SearchX } from "lucide-react"
import type { ReactNode } from "react"
import type { ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import { useClusters } from "../data/use-clusters.ts"
import { useRunningOperation } from "../data/use-operations.ts"
import { Button } from "../design/button.tsx"
import { EmptyState } from "../design/empty-state.tsx"
import { SkeletonRows } from "../design/skeleton.tsx"
import { texts } from "../texts/texts.ts"
import { isAwake } from "../views/clusters/cluster-state.ts"
import { OperationSteps } from "../views/clusters/operation-steps.tsx"
import { useClusterWork } from "../views/clusters/use-cluster-work.ts"
import { ApiBoundary } from "./banners.tsx"
import { navigate } from "./use-route.ts"

interface ClusterGateProps {
  readonly profile: string
  /** What of the screen holds also while the cluster does not answer. */
  readonly asleep: ReactNode
  readonly children: ReactNode
}

/** A cluster's screen while the cluster can answer; else what is the matter, and what to do about it. */
export function ClusterGate({ profile, asleep, children }: ClusterGateProps) {
  const clusters = useClusters()
  if (clusters.value === undefined) return <SkeletonRows label={texts.common.loading} />
  const cluster = clusters.value.find(({ name }) => name === profile)
  if (cluster !== undefined && isAwake(cluster.state)) return <ApiBoundary profile={profile}>{children}</ApiBoundary>
  return (
    <div className="flex min-h-full flex-col *:first:flex-1">
      {cluster === undefined ? <Unknown profile={profile} /> : <Asleep cluster={cluster} />}
      {asleep}
    </div>
  )
}

function Unknown({ profile }: { readonly profile: string }) {
  return (
    <EmptyState
      icon={SearchX}
      title={texts.shell.gate.unknown(profile)}
      detail={texts.shell.gate.unknownDetail}
      actions={<Button onClick={() => navigate({ screen: "clusters" })}>{texts.shell.allClusters}</Button>}
    />
  )
}

function Asleep({ cluster }: { readonly cluster: ClusterSummary }) {
  const { run } = useClusterWork()
  const operation = useRunningOperation(cluster.name)
  if (operation !== undefined)
    return (
      <div className="mx-auto flex max-w-160 flex-col gap-4 p-10">
        <h2 className="text-lg font-semibold">{titleOf(cluster)}</h2>
        <OperationSteps operation={operation} />
      </div>
    )
  const paused = cluster.state === "paused"
  const icon: LucideIcon = paused ? Moon : cluster.state === "broken" ? CircleAlert : Power
  const able = paused || cluster.state === "stopped" || cluster.state === "broken"
  return (
    <EmptyState
      icon={icon}
      title={titleOf(cluster)}
      detail={detailOf(cluster)}
      actions={
        able && (
          <Button variant="primary" icon={Play} onClick={() => run(paused ? "unpause" : "start", cluster.name)}>
            {paused ? texts.clusters.actions.unpause : texts.clusters.actions.start}
          </Button>
        )
      }
    />
  )
}

function titleOf({ name, state }: ClusterSummary): string {
  const { gate } = texts.shell
  switch (state) {
    case "paused":
      return gate.paused(name)
    case "broken":
      return gate.broken(name)
    case "starting":
      return gate.starting(name)
    case "stopping":
      return gate.stopping(name)
    case "deleting":
      return gate.deleting(name)
    default:
      return gate.stopped(name)
  }
}

function detailOf({ state, problem }: ClusterSummary): string | undefined {
  if (problem !== undefined) return `${problem.message}. ${problem.advice}`.trim()
  if (state === "paused") return texts.shell.gate.pausedDetail
  return state === "stopped" ? texts.shell.gate.stoppedDetail : undefined
}
