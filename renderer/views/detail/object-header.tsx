import { Badge } from "../../design/badge.tsx"
import { formatRoute } from "../../shell/routes.ts"
import { texts } from "../../texts/texts.ts"
import { ObjectActions } from "./actions/object-actions.tsx"
import { nameOf, namespaceOf, type ObjectViewProps } from "./parts/object-view.ts"
import { statusOf } from "./parts/status-of.ts"

/** What it is, how it is, and what can be done to it. */
export function ObjectHeader(props: ObjectViewProps & { readonly gone: boolean }) {
  const { profile, at, resource, object, gone } = props
  const status = gone ? { word: texts.detail.deleted, tone: "idle" as const } : statusOf(object)
  const namespace = namespaceOf(object)
  const list = { screen: "list" as const, profile, resource: at }
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2">
      <div className="min-w-0">
        <p className="text-sm text-muted">
          <a href={formatRoute(list)} className="rounded-sm hover:text-ink hover:underline">
            {resource.kind}
          </a>
          {namespace !== "" && (
            <>
              <span aria-hidden> · </span>
              <a href={formatRoute({ ...list, namespace })} className="rounded-sm hover:text-ink hover:underline">
                {namespace}
              </a>
            </>
          )}
        </p>
        <div className="flex flex-wrap items-center gap-2.5">
          <h1 className="selectable text-xl font-semibold break-all">{nameOf(object)}</h1>
          {status !== undefined && (
            <Badge tone={status.tone} dot>
              {status.word}
            </Badge>
          )}
        </div>
      </div>
      {!gone && <ObjectActions {...props} />}
    </header>
  )
}
