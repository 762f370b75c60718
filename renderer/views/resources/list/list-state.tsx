import { Box, FilterX, Lock, Plus } from "lucide-react"
import type { ReactNode } from "react"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import { hasReason } from "../../../../core/machinery/status/status-error.ts"
import { Button } from "../../../design/button.tsx"
import { EmptyState } from "../../../design/empty-state.tsx"
import { ErrorState } from "../../../design/error-state.tsx"
import { SkeletonRows } from "../../../design/skeleton.tsx"
import { texts } from "../../../texts/texts.ts"
import type { TableViewState } from "../rows/table-view.ts"
import { kindTitle } from "./kind-title.ts"

const words = texts.resources.list

interface ListStateProps {
  readonly resource: Resource
  readonly view: TableViewState
  readonly namespace: string
  onClearFilter(): void
  onAllNamespaces(): void
  onNew(): void
}

/** In the place of the rows while there are none: why, and what to do about it. */
export function ListState({ resource, view, namespace, ...on }: ListStateProps): ReactNode {
  const title = kindTitle(resource)
  if (view.error !== undefined && !view.synced) {
    if (hasReason(view.error, "Forbidden")) {
      return <EmptyState icon={Lock} title={words.forbidden(title)} detail={view.error.message} />
    }
    return <ErrorState title={words.failed(title)} message={view.error.message} advice={words.retried} />
  }
  if (!view.synced) return <SkeletonRows rows={12} label={texts.common.loading} />
  if (view.total > 0) {
    return (
      <EmptyState
        icon={FilterX}
        title={words.nothingMatches}
        detail={words.hidden(view.total)}
        actions={<Button onClick={on.onClearFilter}>{words.clearFilter}</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={Box}
      title={words.none(title)}
      detail={namespace === "" ? words.noneDetail : words.noneInNamespace(namespace)}
      actions={
        <>
          {namespace !== "" && <Button onClick={on.onAllNamespaces}>{words.allNamespaces}</Button>}
          {resource.verbs.includes("create") && (
            <Button variant="primary" icon={Plus} onClick={on.onNew}>
              {words.createKind(resource.kind)}
            </Button>
          )}
        </>
      }
    />
  )
}
