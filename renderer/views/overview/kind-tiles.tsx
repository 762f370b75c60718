import type { Job } from "../../../core/apis/batch/v1.gen.ts"
import type { Node } from "../../../core/apis/core/v1.gen.ts"
import {
  daemonsets,
  deployments,
  jobs,
  nodes,
  pods as podsResource,
  services,
  statefulsets,
} from "../../../core/apis/resources.gen.ts"
import type { Resource } from "../../../core/machinery/api/resource.ts"
import type { PodsCount } from "../../data/problems/pod-rows.ts"
import { useObjects } from "../../data/use-objects.ts"
import { useTable } from "../../data/use-table.ts"
import { StatusDot } from "../../design/badge.tsx"
import { Skeleton } from "../../design/skeleton.tsx"
import type { Tone } from "../../design/tone.ts"
import { formatRoute } from "../../shell/routes.ts"
import { texts } from "../../texts/texts.ts"

const words = texts.overview.tiles

/** How many there are of what matters most, and how they are: each leads to its list. */
export function KindTiles({ profile, pods }: { readonly profile: string; readonly pods: PodsCount }) {
  const ofNodes = useObjects(nodes)
  const ofDeployments = useObjects(deployments)
  const ofStatefulSets = useObjects(statefulsets)
  const ofDaemonSets = useObjects(daemonsets)
  const ofJobs = useObjects(jobs)
  const ofServices = useTable(services)
  const readyNodes = ofNodes.objects.filter(isReady).length
  const available = ofDeployments.objects.filter(
    ({ spec, status }) => (status.availableReplicas ?? 0) >= (spec?.replicas ?? 1),
  ).length
  const readySets = ofStatefulSets.objects.filter(
    ({ spec, status }) => (status?.readyReplicas ?? 0) >= (spec?.replicas ?? 1),
  ).length
  const readyDaemons = ofDaemonSets.objects.filter(({ status }) => (status?.numberUnavailable ?? 0) === 0).length
  const failedJobs = ofJobs.objects.filter((job) => hasCondition(job, "Failed")).length
  const runningJobs = ofJobs.objects.filter(({ status }) => (status?.active ?? 0) > 0).length
  const namespaces = new Set(ofServices.objects.map(({ metadata }) => metadata.namespace)).size
  return (
    <nav aria-label={words.label}>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(132px,1fr))] gap-2">
        <Tile
          profile={profile}
          resource={nodes}
          title={words.nodes}
          {...shareOf(ofNodes, readyNodes, words.ready, words.allReady)}
        />
        <Tile
          profile={profile}
          resource={podsResource}
          title={words.pods}
          count={ofNodes.synced ? pods.total : undefined}
          detail={pods.total === 0 ? words.none : words.podsDetail(pods)}
          tone={pods.failed > 0 ? "bad" : pods.pending > 0 ? "busy" : pods.total > 0 ? "ok" : "idle"}
        />
        <Tile
          profile={profile}
          resource={deployments}
          title={words.deployments}
          {...shareOf(ofDeployments, available, words.available, words.allAvailable)}
        />
        <Tile
          profile={profile}
          resource={statefulsets}
          title={words.statefulsets}
          {...shareOf(ofStatefulSets, readySets, words.ready, words.allReady)}
        />
        <Tile
          profile={profile}
          resource={daemonsets}
          title={words.daemonsets}
          {...shareOf(ofDaemonSets, readyDaemons, words.ready, words.allReady)}
        />
        <Tile
          profile={profile}
          resource={jobs}
          title={words.jobs}
          count={ofJobs.synced ? ofJobs.objects.length : undefined}
          detail={ofJobs.objects.length === 0 ? words.none : words.jobsDetail(runningJobs, failedJobs)}
          tone={failedJobs > 0 ? "bad" : runningJobs > 0 ? "busy" : "idle"}
        />
        <Tile
          profile={profile}
          resource={services}
          title={words.services}
          count={ofServices.synced ? ofServices.objects.length : undefined}
          detail={ofServices.objects.length === 0 ? words.none : words.servicesOf(namespaces)}
          tone="idle"
        />
      </ul>
    </nav>
  )
}

interface TileProps {
  readonly profile: string
  readonly resource: Resource
  readonly title: string
  /** Undefined until it is known. */
  readonly count: number | undefined
  readonly detail: string
  readonly tone: Tone
}

function Tile({ profile, resource: { group, version, plural }, title, count, detail, tone }: TileProps) {
  return (
    <li className="min-w-0">
      <a
        href={formatRoute({ screen: "list", profile, resource: { group, version, plural } })}
        className="flex h-full flex-col rounded-lg border border-line bg-raised px-3 py-2 shadow-card hover:border-line-strong"
      >
        <span className="truncate text-sm text-muted">{title}</span>
        {count === undefined ? (
          <Skeleton className="my-1.5 h-5 w-10" />
        ) : (
          <span className="text-xl font-semibold tabular-nums">{count}</span>
        )}
        <span className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
          <StatusDot tone={count === undefined ? "idle" : tone} />
          <span className="truncate" title={detail}>
            {detail}
          </span>
        </span>
      </a>
    </li>
  )
}

function shareOf(
  { objects, synced }: { readonly objects: readonly unknown[]; readonly synced: boolean },
  well: number,
  some: (well: number, all: number) => string,
  every: string,
): Pick<TileProps, "count" | "detail" | "tone"> {
  const all = objects.length
  if (all === 0) return { count: synced ? 0 : undefined, detail: words.none, tone: "idle" }
  return { count: all, detail: well === all ? every : some(well, all), tone: well === all ? "ok" : "warn" }
}

function isReady({ status }: Node): boolean {
  return status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") === true
}

function hasCondition({ status }: Job, type: string): boolean {
  return status?.conditions?.some((condition) => condition.type === type && condition.status === "True") === true
}
