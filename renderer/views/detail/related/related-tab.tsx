import { clsx } from "clsx"
import { Network } from "lucide-react"
import { kindKey } from "../../../data/use-many-objects.ts"
import { Badge } from "../../../design/badge.tsx"
import { Card } from "../../../design/card.tsx"
import { EmptyState } from "../../../design/empty-state.tsx"
import { ErrorNote } from "../../../design/error-state.tsx"
import { SkeletonRows } from "../../../design/skeleton.tsx"
import { texts } from "../../../texts/texts.ts"
import { ObjectLink } from "../parts/object-link.tsx"
import type { ObjectViewProps } from "../parts/object-view.ts"
import { statusOf } from "../parts/status-of.ts"
import { hasRelated, type OwnerNode, type RelatedObject } from "./related-graph.ts"
import { kindsIn, useRelated } from "./use-related.ts"

const words = texts.detail.related

/** Siblings that are shown of one owner. */
const childrenShown = 50

/** Who owns it and what it owns, what it uses, and who uses it. */
export function RelatedTab({ profile, object }: ObjectViewProps) {
  const { related, synced, unread } = useRelated(object)
  if (!synced) return <SkeletonRows label={texts.common.loading} />
  if (!hasRelated(related) && unread.size === 0)
    return <EmptyState icon={Network} title={words.none} detail={words.noneDetail} />
  const shared = { profile, unread }
  const hasFamily = related.owners.some((node) => !node.isSubject || node.children.length > 0)
  return (
    <div className="mx-auto flex max-w-300 flex-col gap-4 p-4">
      {unread.size > 0 && <ErrorNote message={words.unread(kindsIn(unread))} />}
      {hasFamily && (
        <Card title={words.family}>
          <ul aria-label={words.family}>
            {related.owners.map((node) => (
              <Branch key={node.reference.name} {...shared} node={node} />
            ))}
          </ul>
        </Card>
      )}
      <RelatedCard {...shared} title={words.uses} list={related.uses} />
      <RelatedCard {...shared} title={words.usedBy} list={related.usedBy} />
      <RelatedCard {...shared} title={words.selects} list={related.selects} />
      <RelatedCard {...shared} title={words.selectedBy} list={related.selectedBy} />
    </div>
  )
}

interface Shared {
  readonly profile: string
  /** Kinds of which nobody knows what there is. */
  readonly unread: ReadonlySet<string>
}

function Branch({ node, ...shared }: Shared & { readonly node: OwnerNode }) {
  const { profile, unread } = shared
  const { reference, children, isSubject } = node
  return (
    <li>
      <div className={clsx("flex min-h-7 items-center gap-2 rounded-md px-2", isSubject && "bg-selected")}>
        {isSubject ? (
          <span aria-current="true">
            <span className="text-muted">{reference.kind} </span>
            <span className="font-medium">{reference.name}</span>
          </span>
        ) : (
          <ObjectLink profile={profile} to={reference} showKind />
        )}
        <State of={node} unread={unread} />
      </div>
      {children.length > 0 && (
        <ul className="ml-4 border-l border-line pl-2">
          {children.slice(0, childrenShown).map((child) => (
            <Branch key={`${child.reference.kind}/${child.reference.name}`} {...shared} node={child} />
          ))}
          {children.length > childrenShown && (
            <li className="px-2 text-muted">{words.more(children.length - childrenShown)}</li>
          )}
        </ul>
      )}
    </li>
  )
}

interface RelatedCardProps extends Shared {
  readonly title: string
  readonly list: readonly RelatedObject[]
}

function RelatedCard({ profile, unread, title, list }: RelatedCardProps) {
  if (list.length === 0) return null
  return (
    <Card title={title}>
      <ul>
        {list.slice(0, childrenShown).map((related) => (
          <li key={`${related.reference.kind}/${related.reference.name}`} className="flex min-h-7 items-center gap-2">
            <ObjectLink profile={profile} to={related.reference} showKind />
            <State of={related} unread={unread} />
          </li>
        ))}
        {list.length > childrenShown && <li className="text-muted">{words.more(list.length - childrenShown)}</li>}
      </ul>
    </Card>
  )
}

function State({ of: { object, reference }, unread }: Pick<Shared, "unread"> & { readonly of: RelatedObject }) {
  if (object === undefined && unread.has(kindKey(reference))) return null
  if (object === undefined) return <Badge tone="warn">{words.missing}</Badge>
  const status = statusOf(object)
  if (status === undefined) return null
  return (
    <Badge tone={status.tone} dot>
      {status.word}
    </Badge>
  )
}
