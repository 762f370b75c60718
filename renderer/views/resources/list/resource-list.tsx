import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react"
import { BridgeError, lineLost } from "../../../../core/bridge/messages.ts"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import { browserClock } from "../../../data/browser-clock.ts"
import { ErrorNote } from "../../../design/error-state.tsx"
import { formatRoute, type Route } from "../../../shell/routes.ts"
import { navigate } from "../../../shell/use-route.ts"
import { texts } from "../../../texts/texts.ts"
import { ActionDialog } from "../actions/action-dialog.tsx"
import type { ActionTargets, ObjectAction } from "../actions/object-action.ts"
import { objectActions } from "../actions/object-actions.ts"
import { Selection } from "../rows/selection.ts"
import type { TableViewState } from "../rows/table-view.ts"
import { appliedFilter, type Filter } from "./filter.ts"
import { kindTitle } from "./kind-title.ts"
import { ListState } from "./list-state.tsx"
import { ListToolbar } from "./list-toolbar.tsx"
import { ResourceGrid } from "./resource-grid.tsx"
import { rowMenu } from "./row-menu.ts"
import { SelectionBar } from "./selection-bar.tsx"
import { Ticker, TickerContext } from "./ticker.ts"
import { useListActions } from "./use-list-actions.ts"
import { useListColumns } from "./use-list-columns.ts"
import { useNamespace } from "./use-namespace.ts"
import { useTableView } from "./use-table-view.ts"

interface ResourceListProps {
  readonly profile: string
  readonly resource: Resource
  readonly asked: string | undefined
}

const noFilter: Filter = { text: "", labels: [] }

const CreateFromYaml = lazy(async () => ({
  default: (await import("../../detail/create-from-yaml.tsx")).CreateFromYaml,
}))

type Opened = "create" | { readonly action: ObjectAction; readonly about: ActionTargets }

export function ResourceList({ profile, resource, asked }: ResourceListProps): ReactNode {
  const [namespace, setNamespace] = useNamespace({ profile, resource, asked })
  const [filter, setFilter] = useState(noFilter)
  const [selection] = useState(() => new Selection())
  const [ticker] = useState(() => new Ticker(browserClock))
  const [dialog, setDialog] = useState<Opened>()
  const filterRef = useRef<HTMLInputElement>(null)
  const actions = useMemo(() => objectActions(resource), [resource])
  const columns = useListColumns(resource, namespace)
  const view = useTableView(resource, { namespace, ...columns.order, ...appliedFilter(filter) })
  useLettingGo(selection, view)

  const { open, href } = useRowLinks(profile, resource)
  const chosen = () => view.rows.filter(({ key }) => selection.keys.has(key))
  const ask = (action: ObjectAction) => setDialog({ action, about: { resource, objects: chosen() } })
  const create = () => setDialog("create")
  useListActions({ resource, actions, selection, ask, create, filterRef })

  return (
    <TickerContext value={ticker}>
      <div className="relative flex h-full flex-col">
        <ListToolbar
          {...{ resource, filter, filterRef, namespace }}
          shown={view.rows.length}
          total={view.total}
          onFilter={setFilter}
          onNamespace={setNamespace}
          columns={columns.all}
          choice={columns.choice}
          onChoice={columns.choose}
          onNew={create}
        />
        <StaleNote view={view} />
        <div className="min-h-0 flex-1">
          {view.rows.length === 0 || view.columns === undefined ? (
            <ListState
              {...{ resource, view, namespace }}
              onClearFilter={() => setFilter(noFilter)}
              onAllNamespaces={() => setNamespace("")}
              onNew={create}
            />
          ) : (
            <ResourceGrid
              {...{ selection, href }}
              label={kindTitle(resource)}
              rows={view.rows}
              columns={columns.shown}
              sizes={columns.sizesFor(view.rows)}
              sorting={columns.sorting}
              onSort={columns.sort}
              busy={!view.synced}
              onOpen={open}
              onDelete={() => actions.filter(({ id }) => id === "delete").forEach(ask)}
              menu={() => rowMenu({ rows: chosen(), actions, ask, open })}
            />
          )}
        </div>
        <SelectionBar selection={selection} actions={actions} onAction={ask} />
        <OpenedDialog {...{ profile, namespace, resource, dialog }} onClose={() => setDialog(undefined)} />
      </div>
    </TickerContext>
  )
}

interface OpenedDialogProps extends Pick<ResourceListProps, "profile" | "resource"> {
  readonly namespace: string
  readonly dialog: Opened | undefined
  onClose(): void
}

function OpenedDialog({ dialog, onClose, ...place }: OpenedDialogProps): ReactNode {
  if (dialog === undefined) return null
  if (dialog !== "create") return <ActionDialog {...dialog} onClose={onClose} />
  return (
    <Suspense>
      <CreateFromYaml {...place} onClose={onClose} />
    </Suspense>
  )
}

/** Why what is listed may be old. That the host is gone is told above everything already. */
function StaleNote({ view: { rows, error } }: { readonly view: TableViewState }): ReactNode {
  if (error === undefined || rows.length === 0) return null
  if (error instanceof BridgeError && error.id === lineLost) return null
  return <ErrorNote {...texts.resources.list.stale(error.message)} />
}

/** Rows that are gone, or no longer shown, are no longer chosen: nobody deletes what he does not see. */
function useLettingGo(selection: Selection, { rows }: TableViewState): void {
  useEffect(() => {
    if (selection.keys.size === 0) return
    const there = new Set(rows.map(({ key }) => key))
    selection.keepOnly((key) => there.has(key))
  }, [selection, rows])
}

/** Where a row leads to. */
function useRowLinks(profile: string, resource: Resource) {
  return useMemo(
    () => ({
      open: (row: TableRow) => navigate(routeTo(profile, resource, row)),
      href: (row: TableRow) => formatRoute(routeTo(profile, resource, row)),
    }),
    [profile, resource],
  )
}

function routeTo(profile: string, { group, version, plural }: Resource, { metadata }: TableRow): Route {
  const { namespace = "", name = "" } = metadata
  return { screen: "object", profile, resource: { group, version, plural }, namespace, name }
}
