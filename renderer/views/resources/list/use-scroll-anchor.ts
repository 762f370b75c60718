import { type RefObject, useLayoutEffect, useRef } from "react"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import { rowPx } from "./table-row.tsx"

/** Rows that come and go at once above what one reads. More is another order, and that begins where one is. */
const shiftMaxRows = 50

interface Scrolled {
  readonly rows: readonly TableRow[]
  readonly scroller: RefObject<HTMLElement | null>
  /** As the list was drawn last. */
  readonly offset: number
}

/** What one reads stays where it is when rows come or go above it. At the top of the list one sees what comes. */
export function useScrollAnchor({ rows, scroller, offset }: Scrolled): void {
  const anchor = useRef<{ readonly rows: readonly TableRow[]; readonly key: string | undefined; readonly at: number }>(
    undefined,
  )
  useLayoutEffect(() => {
    const last = anchor.current
    const at = Math.floor(offset / rowPx)
    if (last !== undefined && last.rows !== rows && last.at > 0 && rows[last.at]?.key !== last.key) {
      const from = Math.max(0, last.at - shiftMaxRows)
      const found = rows.slice(from, last.at + shiftMaxRows).findIndex(({ key }) => key === last.key)
      if (found >= 0) scroller.current?.scrollBy({ top: (from + found - last.at) * rowPx })
    }
    anchor.current = { rows, key: rows[at]?.key, at }
  }, [rows, scroller, offset])
}
