import type { Cell, TableColumn, TableRow } from "../../../../core/client/table/table-client.ts"
import type { SortBy } from "../rows/sort-key.ts"

/** A column of the list: one of the server's, or the namespace, which the server leaves to who asks. */
export interface ListColumn {
  /** Its title, which names it once. */
  readonly id: string
  /** "name": it leads to the object. That is the first column where none has its name. */
  readonly type: "name" | "namespace" | "age" | "cell"
  readonly by: SortBy
  readonly definition: TableColumn
  /** Shown when nobody chose. */
  readonly usual: boolean
}

/** What a person chose for a kind. */
export interface ColumnChoice {
  readonly hidden: readonly string[]
  readonly shown: readonly string[]
}

const namespaceColumn: ListColumn = {
  id: "Namespace",
  type: "namespace",
  by: { type: "namespace" },
  definition: { name: "Namespace", type: "string", format: "", description: "", priority: 0 },
  usual: true,
}

/** All that can be shown, in the order in which it is. */
export function listColumns(columns: readonly TableColumn[], withNamespace: boolean): readonly ListColumn[] {
  const named = columns.findIndex(({ format, priority }) => format === "name" && priority === 0)
  const list = columns.map((definition, at): ListColumn => {
    const type = at === Math.max(0, named) ? "name" : definition.name === "Age" ? "age" : "cell"
    const by: SortBy = type === "age" ? { type: "age" } : { type: "cell", at }
    return { id: definition.name, type, by, definition, usual: definition.priority === 0 }
  })
  return withNamespace ? [...list.slice(0, 1), namespaceColumn, ...list.slice(1)] : list
}

export function isShown({ id, usual, type }: ListColumn, { hidden, shown }: ColumnChoice): boolean {
  return type === "name" || shown.includes(id) || (usual && !hidden.includes(id))
}

/** The choice with one column switched. */
export function withColumn(choice: ColumnChoice, { id, usual }: ListColumn, isWanted: boolean): ColumnChoice {
  const without = (ids: readonly string[]) => ids.filter((each) => each !== id)
  return {
    hidden: !isWanted && usual ? [...choice.hidden, id] : without(choice.hidden),
    shown: isWanted && !usual ? [...choice.shown, id] : without(choice.shown),
  }
}

export function parseColumnChoice(value: unknown): ColumnChoice {
  const { hidden, shown } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>
  return { hidden: wordsOf(hidden), shown: wordsOf(shown) }
}

/** The text of a cell; nothing for what is not known. */
export function textOfCell(row: TableRow, { type, by }: ListColumn): string {
  if (type === "namespace") return row.metadata.namespace ?? ""
  const cell: Cell | undefined = by.type === "cell" ? row.cells[by.at] : undefined
  return cell === null || cell === undefined ? "" : String(cell)
}

/** A column of sentences. */
const messageId = "Message"
const letterPx = 7.6
/** Around the words, and for a state's dot before them. */
const paddingPx = 36
const narrowest = { name: 180, namespace: 100, age: 76, cell: 64 } as const
const widestPx = 300
const sampleRows = 200

export interface TrackSizes {
  /** `grid-template-columns`. */
  readonly tracks: string
  /** Below it the list is scrolled sideways. */
  readonly leastPx: number
}

/** As wide as what is in the first rows; the name takes most of what is left, and a message all of it. */
export function trackSizes(columns: readonly ListColumn[], rows: readonly TableRow[]): TrackSizes {
  const sample = rows.slice(0, sampleRows)
  const widths = columns.map((column) => {
    const longest = sample.reduce((most, row) => Math.max(most, textOfCell(row, column).length), 0)
    const wanted = Math.max(longest, column.id.length + 2) * letterPx + paddingPx
    const least =
      column.definition.format === "name" ? narrowest.name : narrowest[column.type === "name" ? "cell" : column.type]
    return Math.round(Math.min(widestPx, Math.max(least, wanted)))
  })
  const hasMessage = columns.some(({ id }) => id === messageId)
  const tracks = columns.map(({ id, type }, at) => {
    if (hasMessage && id !== messageId) return `${widths[at]}px`
    return `minmax(${widths[at]}px, ${type === "name" ? 3 : 1}fr)`
  })
  return {
    tracks: [`${checkPx}px`, ...tracks].join(" "),
    leastPx: widths.reduce((sum, width) => sum + width, checkPx),
  }
}

/** Of the box before each row. */
const checkPx = 34

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === "string") : []
}
