import { clsx } from "clsx"
import type { ReactNode } from "react"
import { useScrollable } from "./use-scrollable.ts"

export interface DataColumn {
  readonly id: string
  readonly label: string
  /** Takes the room that is left. */
  readonly wide?: boolean | undefined
}

export interface DataRow {
  readonly id: string
  /** In the order of the columns. */
  readonly cells: readonly ReactNode[]
}

/** A small table in a card: facts of the same form about several things. */
export function DataTable({
  label,
  columns,
  rows,
}: {
  readonly label: string
  readonly columns: readonly DataColumn[]
  readonly rows: readonly DataRow[]
}) {
  return (
    <div {...useScrollable()} className="overflow-x-auto -outline-offset-2">
      <table aria-label={label} className="w-full text-left">
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={clsx("h-8 px-4 font-medium whitespace-nowrap", column.wide === true && "w-full")}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="border-b border-line last:border-0">
              {columns.map((column, at) => (
                <td
                  key={column.id}
                  className={clsx("px-4 py-1.5 align-top", column.wide !== true && "whitespace-nowrap")}
                >
                  {row.cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
