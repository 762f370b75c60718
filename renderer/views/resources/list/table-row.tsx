import { clsx } from "clsx"
import { Check } from "lucide-react"
import { memo, type ReactNode, useSyncExternalStore } from "react"
import { formatTime } from "../../../../core/base/clock.ts"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import type { Tone } from "../../../design/tone.ts"
import { toneOfCell } from "../rows/cell-tone.ts"
import type { Selection } from "../rows/selection.ts"
import { durationOf, isSince } from "../rows/sort-key.ts"
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
        "absolute inset-x-0 top-0 grid align-middle grid-cols-(--tracks) items-center border-b border-line outline-none",
        isSelected ? "bg-selected" : "hover:bg-hover",
        isActive &&
          "group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent group-focus-visible/grid:outline-solid",
      )}
    >
      <td aria-colindex={1} data-part="check" className="flex h-full align-middle items-center justify-center">
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
  return columns.map((column, at) => <Cell key={column.id} row={row} column={column} place={at + 2} href={href} />)
})

interface CellProps {
  readonly row: TableRow
  readonly column: ListColumn
  /** In its row, from 1. */
  readonly place: number
  readonly href: (row: TableRow) => string
}

/** As few elements as can be: a list is as quick as they are few. */
function Cell({ row, column, place, href }: CellProps): ReactNode {
  const text = textOfCell(row, column)
  const cell = column.by.type === "cell" ? row.cells[column.by.at] : undefined
  if (column.type === "age") return <AgeCell since={row.metadata.creationTimestamp} place={place} />
  if (column.type === "name") {
    return (
      <td aria-colindex={place} className={clsx(cellLook, "font-medium")}>
        <a href={href(row)} tabIndex={-1} className="hover:underline">
          {text}
        </a>
      </td>
    )
  }
  if (text === "" || text.startsWith("<")) {
    return (
      <td aria-colindex={place} className={clsx(cellLook, "text-faint")}>
        {text || "–"}
      </td>
    )
  }
  const since = sinceOf(row, column, text)
  if (since !== undefined) return <AgeCell since={since} place={place} />
  const tone = toneOfCell(column.definition, cell)
  return (
    <td aria-colindex={place} className={clsx(cellLook, tone === undefined ? "text-muted" : inks[tone])}>
      {tone !== undefined && hasDot(column) && <Dot tone={tone} />}
      {text}
    </td>
  )
}

function AgeCell({ since, place }: { readonly since: string | undefined; readonly place: number }): ReactNode {
  return (
    <td aria-colindex={place} data-since={since} className={clsx(cellLook, "text-muted")}>
      {useAge(since)}
    </td>
  )
}

/** Aligned by itself: cells of a table inherit that, and would all be styled anew whenever their row moves. */
const cellLook = "truncate px-2.5 align-middle tabular-nums"
const isMoment = /^\d{4}-\d\d-\d\dT/

/** The moment of a cell that tells how long ago something was: as it is told, it would stand still. */
function sinceOf({ atMs }: TableRow, { definition }: ListColumn, text: string): string | undefined {
  if (!isSince(definition)) return undefined
  if (isMoment.test(text)) return text
  const seconds = durationOf(text)
  return seconds === undefined ? undefined : formatTime(atMs - seconds * 1_000)
}

/** A share is its own sign. */
function hasDot({ definition }: ListColumn): boolean {
  return definition.name !== "Ready" && definition.name !== "Completions"
}

function Dot({ tone }: { readonly tone: Tone }): ReactNode {
  return <i aria-hidden className={clsx("mr-1.5 inline-block size-2 rounded-full align-[0.5px]", dots[tone])} />
}

const inks: Readonly<Record<Tone, string>> = {
  ok: "text-ink",
  warn: "text-warn-ink",
  bad: "text-bad-ink",
  busy: "text-accent-ink",
  idle: "text-muted",
}

const dots: Readonly<Record<Tone, string>> = {
  ok: "bg-ok",
  warn: "bg-warn",
  bad: "bg-bad",
  busy: "bg-accent",
  idle: "bg-idle",
}
