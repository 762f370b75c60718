import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { ObjectLink } from "../parts/object-link.tsx"
import { kindsIn, useRelated } from "../related/use-related.ts"

const words = texts.detail.summary.data

/** Who would miss a ConfigMap, a Secret or a claim. */
export function UsedByCard({ profile, object }: { readonly profile: string; readonly object: ApiObject }) {
  const { related, synced, unread } = useRelated(object)
  if (!synced) return null
  return (
    <Card title={words.usedBy}>
      {related.usedBy.length === 0 ? (
        <p className="text-muted">{unread.size === 0 ? words.unused : texts.detail.related.unread(kindsIn(unread))}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {related.usedBy.map(({ reference }) => (
            <li key={`${reference.kind}/${reference.name}`}>
              <ObjectLink profile={profile} to={reference} showKind />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
