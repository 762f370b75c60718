import { useEffect, useMemo } from "react"
import type { TableColumn } from "../../../../core/client/table/table-client.ts"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import { parseLabelSelector } from "../../../../core/machinery/selector/parse-label-selector.ts"
import { browserClock } from "../../../data/browser-clock.ts"
import { useSource } from "../../../data/use-source.ts"
import { useTableSource } from "../../../data/use-table.ts"
import { newPauser } from "../rows/slices.ts"
import type { SortBy } from "../rows/sort-key.ts"
import { type Arrangement, TableView, type TableViewState } from "../rows/table-view.ts"

const nothing: TableViewState = { rows: [], columns: undefined, synced: false, total: 0, error: undefined }
const nowhere: readonly TableColumn[] = []

export interface Wanted {
  readonly namespace: string
  readonly by: SortBy
  readonly descending: boolean
  readonly text: string
  /** Each a label selector; all must hold. */
  readonly labels: readonly string[]
}

/** The rows of a resource that are wanted, in the order in which they are. */
export function useTableView(resource: Resource, wanted: Wanted): TableViewState {
  const { namespace, text, labels, descending, by } = wanted
  const source = useTableSource(resource, namespace === "" ? {} : { namespace })
  const place = by.type === "cell" ? by.at : by.type
  const arrangement = useMemo(
    (): Arrangement => ({
      by: typeof place === "number" ? { type: "cell", at: place } : { type: place },
      descending,
      words: text.toLowerCase().split(/\s+/).filter(Boolean),
      labels: parseLabelSelector(labels.join(",")),
    }),
    [place, descending, text, labels],
  )
  const view = useMemo(
    () =>
      source &&
      new TableView(
        source,
        { by: { type: "cell", at: 0 }, descending: false, words: [], labels: parseLabelSelector("") },
        () => newPauser(browserClock, () => browserClock.sleep(0)),
      ),
    [source],
  )
  useEffect(() => view?.arrange(arrangement), [view, arrangement])
  return useSource(view, nothing)
}

/** The columns before the rows are arranged: they say by what that can be. */
export function useTableColumns(resource: Resource, namespace: string): readonly TableColumn[] {
  const source = useTableSource(resource, namespace === "" ? {} : { namespace })
  return useSource(useColumnsOf(source), nowhere)
}

function useColumnsOf(source: ReturnType<typeof useTableSource>) {
  return useMemo(
    () =>
      source && {
        get state() {
          return source.state.columns ?? nowhere
        },
        subscribe: (listener: () => void) => source.subscribe(listener),
      },
    [source],
  )
}
