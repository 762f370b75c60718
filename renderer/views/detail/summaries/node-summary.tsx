import type { Node, Pod } from "../../../../core/apis/core/v1.gen.ts"
import { pods } from "../../../../core/apis/resources.gen.ts"
import { useObjects } from "../../../data/use-objects.ts"
import { Badge } from "../../../design/badge.tsx"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { DataTable } from "../parts/data-table.tsx"
import { Facts } from "../parts/facts.tsx"
import { nameOf, type ObjectViewProps } from "../parts/object-view.ts"
import { Code } from "../parts/words.tsx"
import { nodeResources } from "./node-resources.ts"
import { PodsCard } from "./pods-table.tsx"

const words = texts.detail.summary.node

/** A node: what it has, how much of it is asked for, what keeps pods away, and its pods. */
export function NodeSummary({ profile, object }: ObjectViewProps) {
  const node = object as Node // the API server sends objects of the kind that was asked for
  const { objects } = useObjects(pods, { fieldSelector: `spec.nodeName=${nameOf(object)}` })
  const sorted = objects.toSorted((a, b) => (a.metadata.name ?? "").localeCompare(b.metadata.name ?? ""))
  return (
    <>
      <Card title={words.title}>
        <Facts facts={factsOf(node)} />
      </Card>
      <Resources node={node} pods={objects} />
      <PodsCard profile={profile} pods={sorted} title={words.pods(objects.length)} showNamespace />
    </>
  )
}

function factsOf({ spec, status }: Node) {
  const { nodeInfo, addresses = [] } = status
  const taints = spec.taints ?? []
  return [
    {
      label: words.addresses,
      value: (
        <ul>
          {addresses.map(({ type, address }) => (
            <li key={`${type} ${address}`}>
              <Code>{address}</Code> <span className="text-faint">{type}</span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      label: words.taints,
      value: taints.length > 0 && (
        <div className="flex flex-wrap gap-1">
          {taints.map(({ key, value = "", effect }) => (
            <Badge key={`${key}:${effect}`} tone="warn">
              {`${key}${value === "" ? "" : `=${value}`}:${effect}`}
            </Badge>
          ))}
        </div>
      ),
    },
    { label: words.version, value: nodeInfo?.kubeletVersion },
    { label: words.runtime, value: nodeInfo?.containerRuntimeVersion },
    { label: words.system, value: nodeInfo && `${nodeInfo.osImage} (${nodeInfo.architecture})` },
    { label: words.kernel, value: nodeInfo?.kernelVersion },
    { label: words.podRange, value: spec.podCIDRs?.join(", ") },
  ]
}

const columns = [
  { id: "resource", label: words.resource, wide: true },
  { id: "capacity", label: words.total },
  { id: "allocatable", label: words.allocatable },
  { id: "requested", label: words.requested },
]

function Resources({ node, pods: all }: { readonly node: Node; readonly pods: readonly Pod[] }) {
  const rows = nodeResources(node, all).map(({ name, capacity, allocatable, requested, share }) => ({
    id: name,
    cells: [
      name,
      capacity,
      allocatable,
      requested !== undefined &&
        (share === undefined ? requested : words.requestedShare(requested, `${Math.round(share * 100)} %`)),
    ],
  }))
  return (
    <Card title={words.capacity} padding="flush">
      <DataTable label={words.capacity} columns={columns} rows={rows} />
    </Card>
  )
}
