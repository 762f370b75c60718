import type { KeyboardEvent } from "react"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import type { Selection } from "../rows/selection.ts"

interface GridKeys {
  readonly rows: readonly TableRow[]
  readonly selection: Selection
  /** Rows that a Page key goes by. */
  pageRows(): number
  reveal(index: number): void
  open(row: TableRow): void
  remove(): void
}

/** What the keys do in a list: arrows go, Shift takes along, Space chooses, Enter opens, Delete deletes. */
export function handleGridKey(event: KeyboardEvent, keys: GridKeys): void {
  const { rows, selection } = keys
  const mod = event.ctrlKey || event.metaKey
  const at = rows.findIndex(({ key }) => key === selection.active)
  const target = targetOf(event.key, at, keys)
  if (target !== undefined) {
    event.preventDefault()
    const row = rows[Math.max(0, Math.min(rows.length - 1, target))]
    if (row === undefined) return
    if (event.shiftKey) {
      if (selection.keys.size === 0 && selection.active !== undefined)
        selection.select(selection.active, "only", orderOf(rows))
      selection.select(row.key, "range", orderOf(rows))
    } else selection.activate(row.key)
    keys.reveal(rows.indexOf(row))
    return
  }
  const active = rows[at]
  const run = { " ": toggle, Enter: open, a: all, Escape: clear, Delete: remove, Backspace: remove }[event.key]
  if (run?.() === true) event.preventDefault()

  function toggle() {
    if (active !== undefined) selection.select(active.key, event.shiftKey ? "range" : "toggle", orderOf(rows))
    return true
  }
  function open() {
    if (active !== undefined) keys.open(active)
    return true
  }
  function all() {
    if (mod) selection.selectAll(rows.map(({ key }) => key))
    return mod
  }
  function clear() {
    selection.clear()
    return true
  }
  function remove() {
    if (selection.keys.size === 0 && active !== undefined) selection.select(active.key, "only", orderOf(rows))
    keys.remove()
    return true
  }
}

function targetOf(key: string, at: number, { rows, pageRows }: GridKeys): number | undefined {
  switch (key) {
    case "ArrowDown":
      return at + 1
    case "ArrowUp":
      return at < 0 ? 0 : at - 1
    case "Home":
      return 0
    case "End":
      return rows.length - 1
    case "PageDown":
      return at + pageRows()
    case "PageUp":
      return at - pageRows()
    default:
      return undefined
  }
}

export function orderOf(rows: readonly TableRow[]): () => readonly string[] {
  return () => rows.map(({ key }) => key)
}
