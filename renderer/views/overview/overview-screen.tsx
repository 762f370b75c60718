import { useMemo } from "react"
import { nodes } from "../../../core/apis/resources.gen.ts"
import { useObjects } from "../../data/use-objects.ts"
import { useClusterHealth } from "../../data/use-problems.ts"
import { ErrorNote } from "../../design/error-state.tsx"
import { SkeletonRows } from "../../design/skeleton.tsx"
import { texts } from "../../texts/texts.ts"
import { ClusterFacts } from "./cluster-facts.tsx"
import { KindTiles } from "./kind-tiles.tsx"
import { NodeUsage } from "./node-usage.tsx"
import { ProblemList } from "./problem-list.tsx"
import { RecentEvents } from "./recent-events.tsx"

/** What runs in a cluster, what is wrong and why, what happened lately, and what it uses. */
export function OverviewScreen({ profile }: { readonly profile: string }) {
  const health = useClusterHealth()
  const { objects } = useObjects(nodes)
  const sorted = useMemo(
    () => objects.toSorted((a, b) => (a.metadata.name ?? "").localeCompare(b.metadata.name ?? "")),
    [objects],
  )
  const words = texts.overview
  return (
    <div className="mx-auto flex max-w-[1400px] flex-col gap-4 p-4">
      <h1 className="sr-only">{words.health(profile)}</h1>
      {health.error !== undefined && <ErrorNote message={words.cannotLook} advice={health.error.message} />}
      <KindTiles profile={profile} pods={health.pods.known ? health.pods : undefined} />
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          {health.synced || health.problems.length > 0 ? (
            <ProblemList profile={profile} problems={health.problems} />
          ) : (
            <SkeletonRows rows={4} label={words.looking} />
          )}
          <RecentEvents profile={profile} events={health.events} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <NodeUsage profile={profile} nodes={sorted} />
          <ClusterFacts profile={profile} />
        </div>
      </div>
    </div>
  )
}
