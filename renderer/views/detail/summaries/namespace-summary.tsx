import type { LimitRange, ResourceQuota } from "../../../../core/apis/core/v1.gen.ts"
import { limitranges, pods, resourcequotas } from "../../../../core/apis/resources.gen.ts"
import { useObjects } from "../../../data/use-objects.ts"
import { useServed } from "../../../data/use-served.ts"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { DataTable } from "../parts/data-table.tsx"
import { ObjectLink } from "../parts/object-link.tsx"
import { nameOf, type ObjectViewProps } from "../parts/object-view.ts"
import { describeQuantities } from "./container-words.ts"
import { PodsCard } from "./pods-table.tsx"

const words = texts.detail.summary.inNamespace

/** A namespace: what bounds it, and the pods in it. */
export function NamespaceSummary({ profile, object }: ObjectViewProps) {
  const namespace = nameOf(object)
  const quotas = useObjects(useServed(resourcequotas), { namespace })
  const limits = useObjects(useServed(limitranges), { namespace })
  const found = useObjects(pods, { namespace })
  const sorted = found.objects.toSorted((a, b) => (a.metadata.name ?? "").localeCompare(b.metadata.name ?? ""))
  return (
    <>
      <Quotas profile={profile} quotas={quotas.objects} />
      {limits.objects.length > 0 && <Limits profile={profile} ranges={limits.objects} />}
      <PodsCard profile={profile} pods={sorted} title={texts.detail.summary.workload.pods(found.objects.length)} />
    </>
  )
}

const quotaColumns = [
  { id: "quota", label: words.quota },
  { id: "resource", label: words.resource, wide: true },
  { id: "used", label: words.used },
  { id: "hard", label: words.hard },
]

function Quotas({ profile, quotas }: { readonly profile: string; readonly quotas: readonly ResourceQuota[] }) {
  const rows = quotas.flatMap(({ metadata, status }) =>
    Object.entries(status?.hard ?? {}).map(([resource, hard]) => ({
      id: `${metadata.name}/${resource}`,
      cells: [
        <NamedLink key="quota" profile={profile} kind="ResourceQuota" metadata={metadata} />,
        resource,
        `${status?.used?.[resource] ?? 0}`,
        `${hard}`,
      ],
    })),
  )
  return (
    <Card title={words.quotas} padding="flush">
      {rows.length === 0 ? (
        <p className="px-4 py-3 text-muted">{words.noQuotas}</p>
      ) : (
        <DataTable label={words.quotas} columns={quotaColumns} rows={rows} />
      )}
    </Card>
  )
}

const limitColumns = [
  { id: "range", label: words.limits },
  { id: "kind", label: texts.detail.summary.pod.kind },
  { id: "requests", label: texts.detail.summary.pod.requests },
  { id: "limits", label: texts.detail.summary.pod.limits, wide: true },
]

function Limits({ profile, ranges }: { readonly profile: string; readonly ranges: readonly LimitRange[] }) {
  const rows = ranges.flatMap(({ metadata, spec }) =>
    spec.limits.map((limit) => ({
      id: `${metadata.name}/${limit.type}`,
      cells: [
        <NamedLink key="range" profile={profile} kind="LimitRange" metadata={metadata} />,
        limit.type,
        describeQuantities(limit.defaultRequest),
        describeQuantities(limit.default),
      ],
    })),
  )
  return (
    <Card title={words.limits} padding="flush">
      <DataTable label={words.limits} columns={limitColumns} rows={rows} />
    </Card>
  )
}

interface NamedLinkProps {
  readonly profile: string
  readonly kind: string
  readonly metadata: { readonly namespace?: string | undefined; readonly name?: string | undefined }
}

function NamedLink({ profile, kind, metadata: { namespace = "", name = "" } }: NamedLinkProps) {
  return <ObjectLink profile={profile} to={{ group: "", kind, namespace, name }} />
}
