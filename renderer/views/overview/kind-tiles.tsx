import type { Deployment, StatefulSet } from "../../../core/apis/apps/v1.gen.ts"
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
import type { ApiObject } from "../../../core/machinery/meta/object.ts"
import type { PodsCount } from "../../data/problems/pod-rows.ts"
import { useServedObjects } from "../../data/use-served-objects.ts"
import { useTable } from "../../data/use-table.ts"
import { texts } from "../../texts/texts.ts"
import { Tile } from "./tile.tsx"

const words = texts.overview.tiles

/** How many there are of what matters most, and how they are: each leads to its list. What is not served is left out. */
export function KindTiles({ profile, pods }: { readonly profile: string; readonly pods: PodsCount | undefined }) {
  return (
    <nav aria-label={words.label}>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(140px,1fr))] gap-2">
        <ShareTile profile={profile} resource={nodes} title={words.nodes} isWell={isReady} {...ready} />
        <PodsTile profile={profile} pods={pods} />
        <ShareTile
          profile={profile}
          resource={deployments}
          title={words.deployments}
          isWell={isAvailable}
          some={words.available}
          every={words.allAvailable}
        />
        <ShareTile profile={profile} resource={statefulsets} title={words.statefulsets} isWell={hasReady} {...ready} />
        <ShareTile
          profile={profile}
          resource={daemonsets}
          title={words.daemonsets}
          isWell={({ status }) => (status?.numberUnavailable ?? 0) === 0}
          {...ready}
        />
        <JobsTile profile={profile} />
        <ServicesTile profile={profile} />
      </ul>
    </nav>
  )
}

const ready = { some: words.ready, every: words.allReady }

interface ShareTileProps<T extends ApiObject> {
  readonly profile: string
  readonly resource: Resource<T>
  readonly title: string
  isWell(object: T): boolean
  some(well: number, all: number): string
  readonly every: string
}

/** How many of all are well. */
function ShareTile<T extends ApiObject>({ isWell, some, every, ...tile }: ShareTileProps<T>) {
  const { objects, synced, served } = useServedObjects(tile.resource)
  if (served === false) return null
  const all = objects.length
  const well = objects.filter((object) => isWell(object)).length
  const detail = all === 0 ? words.none : well === all ? every : some(well, all)
  const tone = all === 0 ? "idle" : well === all ? "ok" : "warn"
  return <Tile {...tile} count={synced ? all : undefined} detail={detail} tone={tone} />
}

function PodsTile({ profile, pods }: { readonly profile: string; readonly pods: PodsCount | undefined }) {
  const { total = 0, failed = 0, pending = 0 } = pods ?? {}
  return (
    <Tile
      profile={profile}
      resource={podsResource}
      title={words.pods}
      count={pods?.total}
      detail={pods === undefined || total === 0 ? words.none : words.podsDetail(pods)}
      tone={failed > 0 ? "bad" : pending > 0 ? "busy" : total > 0 ? "ok" : "idle"}
    />
  )
}

function JobsTile({ profile }: { readonly profile: string }) {
  const { objects, synced, served } = useServedObjects(jobs)
  if (served === false) return null
  const failed = objects.filter((job) => hasCondition(job, "Failed")).length
  const running = objects.filter(({ status }) => (status?.active ?? 0) > 0).length
  return (
    <Tile
      profile={profile}
      resource={jobs}
      title={words.jobs}
      count={synced ? objects.length : undefined}
      detail={objects.length === 0 ? words.none : words.jobsDetail(running, failed)}
      tone={failed > 0 ? "bad" : running > 0 ? "busy" : "idle"}
    />
  )
}

function ServicesTile({ profile }: { readonly profile: string }) {
  const { objects, synced } = useTable(services)
  const namespaces = new Set(objects.map(({ metadata }) => metadata.namespace)).size
  return (
    <Tile
      profile={profile}
      resource={services}
      title={words.services}
      count={synced ? objects.length : undefined}
      detail={objects.length === 0 ? words.none : words.servicesOf(namespaces)}
      tone="idle"
    />
  )
}

function isReady({ status }: Node): boolean {
  return status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") === true
}

function isAvailable({ spec, status }: Deployment): boolean {
  return (status.availableReplicas ?? 0) >= (spec?.replicas ?? 1)
}

function hasReady({ spec, status }: StatefulSet): boolean {
  return (status?.readyReplicas ?? 0) >= (spec?.replicas ?? 1)
}

function hasCondition({ status }: Job, type: string): boolean {
  return status?.conditions?.some((condition) => condition.type === type && condition.status === "True") === true
}
