import { ArrowDown, ArrowUp } from "lucide-react"
import { memo, type ReactNode, useSyncExternalStore } from "react"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import { Checkbox } from "../../../design/checkbox.tsx"
import { texts } from "../../../texts/texts.ts"
import type { Selection } from "../rows/selection.ts"
import type { ListColumn } from "./shown-columns.ts"
import type { Sorting } from "./sorting.ts"

const words = texts.resources.list

interface HeaderProps {
  readonly columns: readonly ListColumn[]
  readonly sorting: Sorting
  onSort(sorting: Sorting): void
  readonly rows: readonly TableRow[]
  readonly selection: Selection
}

/** Titles that put the rows in order, and a box that chooses all of them. */
export function TableHeader({ columns, sorting, onSort, rows, selection }: HeaderProps): ReactNode {
  return (
    <tr
      aria-rowindex={1}
      className="grid h-8 grid-cols-(--tracks) items-center border-b border-line-strong bg-panel text-sm text-muted"
    >
      <th scope="col" aria-colindex={1} className="flex items-center justify-center">
        <SelectAll rows={rows} selection={selection} />
      </th>
      {columns.map((column, at) => (
        <Title key={column.id} column={column} place={at + 2} sorting={sorting} onSort={onSort} />
      ))}
    </tr>
  )
}

function SelectAll({ rows, selection }: Pick<HeaderProps, "rows" | "selection">): ReactNode {
  const count = useSyncExternalStore(selection.subscribe, () => selection.keys.size)
  return (
    <Checkbox
      label={words.selectAll}
      hideLabel
      checked={count === 0 ? false : count >= rows.length ? true : "some"}
      onChange={(checked) => (checked ? selection.selectAll(rows.map(({ key }) => key)) : selection.clear())}
    />
  )
}

interface TitleProps {
  readonly column: ListColumn
  readonly place: number
  readonly sorting: Sorting
  onSort(sorting: Sorting): void
}

const Title = memo(function Title({ column: { id, definition }, place, sorting, onSort }: TitleProps) {
  const isSorted = sorting.id === id
  const Arrow = sorting.descending ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-colindex={place}
      aria-sort={isSorted ? (sorting.descending ? "descending" : "ascending") : "none"}
      className="min-w-0"
    >
      <button
        type="button"
        title={firstSentence(definition.description)}
        onClick={() => onSort({ id, descending: isSorted && !sorting.descending })}
        className="flex h-8 w-full items-center gap-1 px-2.5 font-medium outline-offset-[-2px] hover:text-ink"
      >
        <span className="truncate">{id}</span>
        {isSorted && <Arrow size={13} className="shrink-0 text-accent-ink" aria-hidden />}
      </button>
    </th>
  )
})

function firstSentence(text: string): string | undefined {
  return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? (text || undefined)
}
