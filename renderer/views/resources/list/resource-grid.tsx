import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual"
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import { ContextMenu, type MenuEntry } from "../../../design/menu.tsx"
import type { Selection } from "../rows/selection.ts"
import { Slots } from "../rows/slots.ts"
import { handleGridKey, orderOf } from "./grid-keys.ts"
import type { ListColumn, TrackSizes } from "./shown-columns.ts"
import type { Sorting } from "./sorting.ts"
import { TableHeader } from "./table-header.tsx"
import { rowId, rowPx, TableRowLine } from "./table-row.tsx"
import { useScrollAnchor } from "./use-scroll-anchor.ts"

export interface ResourceGridProps {
  /** What the rows are, for who cannot see them. */
  readonly label: string
  readonly rows: readonly TableRow[]
  readonly columns: readonly ListColumn[]
  readonly sizes: TrackSizes
  readonly sorting: Sorting
  onSort(sorting: Sorting): void
  readonly selection: Selection
  /** Whether more rows are on their way. */
  readonly busy: boolean
  href(row: TableRow): string
  onOpen(row: TableRow): void
  onDelete(): void
  /** The menu of what is chosen. */
  menu(): readonly MenuEntry[]
}

const overscanRows = 8
/** Room below the last row, for the bar that shows what is chosen. */
const endPx = 56
const headerPx = 32

/** Rows as a grid: only those in sight are there; the grid has the focus and names the row that the keyboard is on. */
export function ResourceGrid(props: ResourceGridProps): ReactNode {
  const { rows, columns, sizes, selection } = props
  // State, not a ref: the rows, drawn before it is there, must hear of it.
  const [element, setElement] = useState<HTMLDivElement | null>(null)
  const scroller = useMemo(() => ({ current: element }), [element])
  const active = useSyncExternalStore(selection.subscribe, () => selection.active)
  const activeAt = useMemo(() => rows.findIndex(({ key }) => key === active), [rows, active])
  const style: CSSProperties & { "--tracks": string } = { "--tracks": sizes.tracks, minWidth: sizes.leastPx }
  return (
    <SelectionMenu selection={selection} menu={props.menu}>
      <div ref={setElement} className="h-full overflow-auto">
        <table
          {...gridAttributes(props, rows[activeAt]?.key)}
          style={style}
          className="group/grid block min-h-full outline-none"
          {...gridEvents(props, scroller)}
        >
          <thead className="sticky top-0 z-10 block">
            <TableHeader
              columns={columns}
              sorting={props.sorting}
              onSort={props.onSort}
              rows={rows}
              selection={selection}
            />
          </thead>
          <Rows {...{ rows, columns, selection, scroller, activeAt }} href={props.href} />
        </table>
      </div>
    </SelectionMenu>
  )
}

/** A table whose rows can be gone to and chosen is a grid. */
function gridAttributes({ label, busy, rows, columns }: ResourceGridProps, active: string | undefined) {
  return {
    role: "grid",
    tabIndex: 0,
    "aria-label": label,
    "aria-multiselectable": true,
    "aria-busy": busy,
    "aria-rowcount": busy ? -1 : rows.length + 1,
    "aria-colcount": columns.length + 1,
    "aria-activedescendant": active === undefined ? undefined : rowId(active),
  }
}

/** What keys and presses do. */
function gridEvents(props: ResourceGridProps, scroller: RefObject<HTMLDivElement | null>) {
  const { rows, selection } = props
  return {
    onKeyDown(event: KeyboardEvent) {
      if (event.target !== event.currentTarget) return // a button in a title has its own keys
      handleGridKey(event, {
        rows,
        selection,
        pageRows: () => Math.floor(((scroller.current?.clientHeight ?? 0) - headerPx) / rowPx) - 1,
        reveal: (index) => reveal(scroller.current, index),
        open: props.onOpen,
        remove: props.onDelete,
      })
    },
    onClick(event: MouseEvent<HTMLElement>) {
      if (rowAt(event, rows) === undefined) return
      press(event, props)
      event.currentTarget.focus({ preventScroll: true })
    },
    onMouseOver(event: MouseEvent) {
      if (event.target instanceof Element) showWhole(event.target.closest("td"))
    },
    onDoubleClick(event: MouseEvent) {
      const row = rowAt(event, rows)
      if (row !== undefined) props.onOpen(row)
    },
    onContextMenu(event: MouseEvent) {
      const key = rowAt(event, rows)?.key ?? selection.active
      if (key !== undefined && !selection.keys.has(key)) selection.select(key, "only", orderOf(rows))
    },
  }
}

interface RowsProps extends Pick<ResourceGridProps, "rows" | "columns" | "selection" | "href"> {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** The row that the keyboard is on, or -1. */
  readonly activeAt: number
}

/** The rows in sight. Apart from the grid, so that scrolling draws nothing else anew. */
function Rows({ rows, columns, selection, href, scroller, activeAt }: RowsProps): ReactNode {
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: overscanRows,
    paddingEnd: endPx,
    useFlushSync: false,
    // The active row is always there: the grid names it.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range)
      return activeAt < 0 || inSight.includes(activeAt) ? inSight : [...inSight, activeAt].sort((a, b) => a - b)
    },
  })
  useScrollAnchor({ rows, scroller, offset: virtualizer.scrollOffset ?? 0 })
  const inSight = virtualizer.getVirtualItems().flatMap(({ index }) => {
    const row = rows[index]
    return row === undefined ? [] : [{ row, index }]
  })
  const [slots] = useState(() => new Slots())
  const places = slots.assign(inSight.map(({ row }) => row.key))
  return (
    <tbody className="relative block align-middle" style={{ height: virtualizer.getTotalSize() }}>
      {inSight.map(({ row, index }, at) => (
        <TableRowLine key={places[at]} row={row} index={index} columns={columns} selection={selection} href={href} />
      ))}
    </tbody>
  )
}

interface SelectionMenuProps {
  readonly selection: Selection
  menu(): readonly MenuEntry[]
  readonly children: ReactNode
}

function SelectionMenu({ selection, menu, children }: SelectionMenuProps): ReactNode {
  useSyncExternalStore(selection.subscribe, () => selection.keys)
  return <ContextMenu entries={menu()}>{children}</ContextMenu>
}

/** A press chooses; on the box it adds, with Shift it takes everything up to here. Links open. */
function press(event: MouseEvent, { rows, selection }: ResourceGridProps): void {
  const row = rowAt(event, rows)
  if (row === undefined || !(event.target instanceof Element) || event.target.closest("a") !== null) return
  const isBox = event.target.closest("[data-part=check]") !== null
  const mode = event.shiftKey ? "range" : isBox || event.ctrlKey || event.metaKey ? "toggle" : "only"
  selection.select(row.key, mode, orderOf(rows))
}

function rowAt(event: MouseEvent, rows: readonly TableRow[]): TableRow | undefined {
  if (!(event.target instanceof Element)) return undefined
  const key = event.target.closest("[data-key]")?.getAttribute("data-key")
  return key === null || key === undefined ? undefined : rows.find((row) => row.key === key)
}

/**
 * A cell that is cut off has its whole text as its title, an age its moment. Only what is pointed at: titles on all of
 * them would have to be changed with every row that comes into sight.
 */
function showWhole(cell: HTMLElement | null): void {
  if (cell === null) return
  const { since } = cell.dataset
  const whole = since ?? (cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? "") : "")
  if (cell.title !== whole) cell.title = whole
}

function reveal(scroller: HTMLElement | null, index: number): void {
  if (scroller === null) return
  const top = index * rowPx
  const inSight = scroller.clientHeight - headerPx - rowPx
  if (top < scroller.scrollTop) scroller.scrollTop = top
  else if (top > scroller.scrollTop + inSight) scroller.scrollTop = top - inSight
}
