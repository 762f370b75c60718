import { summarizePod } from "../../../../core/apis/core/pod/summary.ts"
import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import { Badge } from "../../../design/badge.tsx"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { Age } from "../parts/age.tsx"
import { DataTable } from "../parts/data-table.tsx"
import { ObjectLink } from "../parts/object-link.tsx"
import { statusOf } from "../parts/status-of.ts"

const words = texts.detail.summary.workload

/** More than this are for the list of pods to show. */
const podsShown = 100

const columns = [
  { id: "pod", label: words.pod, wide: true },
  { id: "status", label: words.podStatus },
  { id: "restarts", label: words.restarts },
  { id: "node", label: words.node },
  { id: "age", label: texts.detail.summary.age },
]

export interface PodsCardProps {
  readonly profile: string
  readonly pods: readonly Pod[]
  readonly title: string
  /** Their namespace before their name, where they are of several. */
  readonly showNamespace?: boolean | undefined
}

/** Pods in short. */
export function PodsCard({ profile, pods, title, showNamespace = false }: PodsCardProps) {
  const rows = pods.slice(0, podsShown).map((pod) => {
    const { namespace = "", name = "", uid = "", creationTimestamp } = pod.metadata
    const { spec } = pod
    const status = statusOf({ ...pod, kind: "Pod" })
    return {
      id: uid,
      cells: [
        <span key="pod">
          {showNamespace && <span className="text-faint">{namespace}/</span>}
          <ObjectLink profile={profile} to={{ group: "", kind: "Pod", namespace, name }} inText={showNamespace} />
        </span>,
        status && (
          <Badge key="status" tone={status.tone} dot>
            {status.word}
          </Badge>
        ),
        `${summarizePod(pod).restarts}`,
        spec.nodeName !== undefined && spec.nodeName !== "" && (
          <ObjectLink
            key="node"
            profile={profile}
            to={{ group: "", kind: "Node", namespace: "", name: spec.nodeName }}
          />
        ),
        <Age key="age" since={creationTimestamp} />,
      ],
    }
  })
  return (
    <Card title={title} padding="flush">
      {rows.length === 0 ? (
        <p className="px-4 py-3 text-muted">{words.noPods}</p>
      ) : (
        <DataTable label={title} columns={columns} rows={rows} />
      )}
      {pods.length > podsShown && (
        <p className="border-t border-line px-4 py-2 text-muted">
          {texts.detail.related.more(pods.length - podsShown)}
        </p>
      )}
    </Card>
  )
}
