import { clsx } from "clsx"
import { Check } from "lucide-react"
import { memo, type ReactNode, useSyncExternalStore } from "react"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import { StatusDot } from "../../../design/badge.tsx"
import type { Tone } from "../../../design/tone.ts"
import { toneOfCell } from "../rows/cell-tone.ts"
import type { Selection } from "../rows/selection.ts"
import { type ListColumn, textOfCell } from "./shown-columns.ts"
import { useAge } from "./ticker.ts"

export const rowPx = 30

export interface TableRowProps {
  readonly row: TableRow
  /** In the list, from 0. */
  readonly index: number
  readonly columns: readonly ListColumn[]
  readonly selection: Selection
  readonly href: (row: TableRow) => string
}

/** A row's place, and whether it is chosen. Its cells are drawn anew only when the row itself changed. */
export const TableRowLine = memo(function TableRowLine({ row, index, columns, selection, href }: TableRowProps) {
  const isSelected = useSyncExternalStore(selection.subscribe, () => selection.keys.has(row.key))
  const isActive = useSyncExternalStore(selection.subscribe, () => selection.active === row.key)
  return (
    <tr
      tabIndex={-1}
      id={rowId(row.key)}
      data-key={row.key}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${index * rowPx}px)`, height: rowPx }}
      className={clsx(
        "absolute inset-x-0 top-0 grid grid-cols-(--tracks) items-center border-b border-line outline-none",
        isSelected ? "bg-selected" : "hover:bg-hover",
        isActive &&
          "group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent group-focus-visible/grid:outline-solid",
      )}
    >
      <td aria-colindex={1} data-part="check" className="flex h-full items-center justify-center">
        <span
          aria-hidden
          className={clsx(
            "flex size-4 items-center justify-center rounded-sm border",
            isSelected ? "border-accent bg-accent text-on-accent" : "border-line-strong bg-raised",
          )}
        >
          {isSelected && <Check size={12} strokeWidth={3} />}
        </span>
      </td>
      <Cells row={row} columns={columns} href={href} />
    </tr>
  )
})

/** The id of a row's element: what the grid calls its active descendant. */
export function rowId(key: string): string {
  return `row:${key}`
}

const Cells = memo(function Cells({ row, columns, href }: Pick<TableRowProps, "row" | "columns" | "href">) {
  return columns.map((column, at) => (
    <td
      key={column.id}
      aria-colindex={at + 2}
      className={clsx("min-w-0 truncate px-2.5", column.type === "name" ? "font-medium" : "tabular-nums")}
    >
      <CellText row={row} column={column} href={href} />
    </td>
  ))
})

function CellText({
  row,
  column,
  href,
}: {
  readonly row: TableRow
  readonly column: ListColumn
  readonly href: (row: TableRow) => string
}): ReactNode {
  if (column.type === "age") return <Age since={row.metadata.creationTimestamp} />
  const text = textOfCell(row, column)
  if (column.type === "name") {
    return (
      <a href={href(row)} tabIndex={-1} title={text} className="selectable hover:underline">
        {text}
      </a>
    )
  }
  if (text === "" || text.startsWith("<")) return <span className="text-faint">{text || "–"}</span>
  const tone = toneOfCell(column.definition, by(row, column))
  if (tone === undefined) {
    if (column.definition.type === "date" && isMoment.test(text)) return <Age since={text} />
    return (
      <span title={text} className="text-muted">
        {text}
      </span>
    )
  }
  return (
    <span title={text} className={clsx("flex min-w-0 items-center gap-1.5", inks[tone])}>
      {column.definition.name === "Ready" ? null : <StatusDot tone={tone} />}
      <span className="min-w-0 truncate">{text}</span>
    </span>
  )
}

const isMoment = /^\d{4}-\d\d-\d\dT/

function by(row: TableRow, { by: place }: ListColumn) {
  return place.type === "cell" ? row.cells[place.at] : undefined
}

const inks: Readonly<Record<Tone, string>> = {
  ok: "text-ink",
  warn: "text-warn-ink",
  bad: "text-bad-ink",
  busy: "text-accent-ink",
  idle: "text-muted",
}

function Age({ since }: { readonly since: string | undefined }): ReactNode {
  return (
    <time dateTime={since} title={since} className="text-muted">
      {useAge(since)}
    </time>
  )
}
