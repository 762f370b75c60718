import { useMemo, useRef } from "react"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import { groupResourceOf, type Resource } from "../../../../core/machinery/api/resource.ts"
import type { SortBy } from "../rows/sort-key.ts"
import { useKept } from "./kept.ts"
import {
  type ColumnChoice,
  isShown,
  type ListColumn,
  listColumns,
  parseColumnChoice,
  type TrackSizes,
  trackSizes,
} from "./shown-columns.ts"
import { parseSorting, type Sorting, usualSorting } from "./sorting.ts"
import { useTableColumns } from "./use-table-view.ts"

interface ListColumns {
  readonly all: readonly ListColumn[]
  readonly shown: readonly ListColumn[]
  readonly choice: ColumnChoice
  choose(choice: ColumnChoice): void
  readonly sorting: Sorting
  sort(sorting: Sorting): void
  readonly order: { readonly by: SortBy; readonly descending: boolean }
  /** As wide as these rows need, and then no more changed: columns that jump cannot be read. */
  sizesFor(rows: readonly TableRow[]): TrackSizes
}

/** The columns of a kind, which of them are shown and by which the rows are in order: kept for each kind. */
export function useListColumns(resource: Resource, namespace: string): ListColumns {
  const name = groupResourceOf(resource)
  const [choice, choose] = useKept(`columns:${name}`, parseColumnChoice)
  const [kept, sort] = useKept(`sorting:${name}`, parseSorting)
  const definitions = useTableColumns(resource, namespace)
  const withNamespace = resource.namespaced && namespace === ""
  const all = useMemo(() => listColumns(definitions, withNamespace), [definitions, withNamespace])
  const shown = useMemo(() => all.filter((column) => isShown(column, choice)), [all, choice])
  const sorting = all.some(({ id }) => id === kept?.id) ? kept : undefined
  const usual = sorting ?? usualSorting(resource.plural, all)
  const by = all.find(({ id }) => id === usual.id)?.by ?? { type: "cell", at: 0 }
  const sized = useRef<{ readonly columns: readonly ListColumn[]; readonly sizes: TrackSizes }>(undefined)
  return {
    all,
    shown,
    choice,
    choose,
    sorting: usual,
    sort,
    order: { by, descending: usual.descending },
    sizesFor(rows) {
      if (sized.current?.columns !== shown || rows.length === 0) {
        const sizes = trackSizes(shown, rows)
        if (rows.length === 0) return sizes
        sized.current = { columns: shown, sizes }
      }
      return sized.current.sizes
    },
  }
}
