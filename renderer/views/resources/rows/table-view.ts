import type { Change } from "../../../../core/client/informer/informer.ts"
import type { TableColumn, TableRow } from "../../../../core/client/table/table-client.ts"
import { matchesLabels, type Selector } from "../../../../core/machinery/selector/label-selector.ts"
import type { TableState } from "../../../data/table-source.ts"
import type { Source } from "../../../data/use-source.ts"
import { mergeSorted, type Pauser, sortInSlices } from "./slices.ts"
import { compareKeys, newSortKey, type SortBy, type SortKey } from "./sort-key.ts"

/** Which rows are shown, in which order. */
export interface Arrangement {
  readonly by: SortBy
  readonly descending: boolean
  /** Words that all have to be somewhere in the row, in lower case. */
  readonly words: readonly string[]
  readonly labels: Selector
}

export interface TableViewState {
  /** Those that match, in order. Rows that did not change are the same objects as before. */
  readonly rows: readonly TableRow[]
  readonly columns: readonly TableColumn[] | undefined
  readonly synced: boolean
  /** How many there are, with those that do not match and those still to come. */
  readonly total: number
  readonly error: Error | undefined
}

interface Entry {
  readonly row: TableRow
  readonly key: SortKey
}

/** More rows than this are put in order bit by bit. */
const atOnceMax = 2_000

/**
 * The rows of a table in the order and the choice that a person wants. A change moves its own row only; another order is
 * made in slices, and the former is shown until it is ready.
 */
export class TableView implements Source<TableViewState> {
  readonly #source: Source<TableState>
  readonly #newPauser: () => Pauser
  readonly #listeners = new Set<() => void>()
  #arrangement: Arrangement
  #toKey: (row: TableRow) => SortKey = () => 0
  #columns: readonly TableColumn[] | undefined
  #entries: readonly Entry[] = []
  #leave: (() => void) | undefined
  /** Counts the orders that were asked for: work on a former one gives up. */
  #asked = 0
  /** While an order is being made: what changes meanwhile. */
  #meanwhile: Change<TableRow>[] | undefined
  #state: TableViewState = { rows: [], columns: undefined, synced: false, total: 0, error: undefined }

  constructor(source: Source<TableState>, arrangement: Arrangement, newPauser: () => Pauser) {
    this.#source = source
    this.#arrangement = arrangement
    this.#newPauser = newPauser
  }

  get state(): TableViewState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#leave === undefined) {
      this.#leave = this.#source.subscribe(() => this.#follow())
      this.#rearrange()
    }
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return
      this.#leave?.()
      this.#leave = undefined
      this.#asked++
    }
  }

  arrange(arrangement: Arrangement): void {
    if (arrangement === this.#arrangement) return
    this.#arrangement = arrangement
    if (this.#leave !== undefined) this.#rearrange()
  }

  #follow(): void {
    const { changes, columns } = this.#source.state
    if (columns !== this.#columns) this.#rearrange()
    else if (this.#meanwhile === undefined) {
      this.#apply(changes)
      this.#publish()
    } else for (const change of changes) this.#meanwhile.push(change)
  }

  #rearrange(): void {
    const asked = ++this.#asked
    const { objects, columns } = this.#source.state
    this.#columns = columns
    this.#toKey = newSortKey(this.#arrangement.by, columns ?? [])
    if (objects.length <= atOnceMax) {
      this.#meanwhile = undefined
      this.#entries = this.#entriesOf(objects).sort(this.#compare)
      this.#publish()
      return
    }
    this.#meanwhile = []
    this.#rearrangeInSlices(asked, objects).catch(() => {}) // nothing in it waits for anything that can fail
  }

  async #rearrangeInSlices(asked: number, objects: readonly TableRow[]): Promise<void> {
    const pauser = this.#newPauser()
    const entries: Entry[] = []
    for (let at = 0; at < objects.length; at += sliceRows) {
      entries.push(...this.#entriesOf(objects.slice(at, at + sliceRows)))
      if (pauser.isDue()) await pauser.pause()
      if (asked !== this.#asked) return
    }
    const sorted = await sortInSlices(entries, this.#compare, pauser)
    if (asked !== this.#asked) return
    this.#entries = sorted
    const meanwhile = this.#meanwhile ?? []
    this.#meanwhile = undefined
    this.#apply(meanwhile)
    this.#publish()
  }

  /** Takes out every row that changed, and merges in what it is now. */
  #apply(changes: readonly Change<TableRow>[]): void {
    if (changes.length === 0) return
    const latest = new Map(changes.map(({ key, current }) => [key, current]))
    const kept = this.#entries.filter(({ row }) => !latest.has(row.key))
    const current = [...latest.values()].filter((row) => row !== undefined)
    this.#entries = mergeSorted(kept, this.#entriesOf(current).sort(this.#compare), this.#compare)
  }

  #entriesOf(rows: readonly TableRow[]): Entry[] {
    return rows.filter((row) => matches(row, this.#arrangement)).map((row) => ({ row, key: this.#toKey(row) }))
  }

  readonly #compare = (a: Entry, b: Entry): number => {
    const order = compareKeys(a.key, b.key) * (this.#arrangement.descending ? -1 : 1)
    return order !== 0 ? order : a.row.key < b.row.key ? -1 : a.row.key > b.row.key ? 1 : 0
  }

  #publish(): void {
    const { columns, synced, total, error } = this.#source.state
    const rows = this.#entries.map(({ row }) => row)
    const { rows: before } = this.#state
    const isSame = rows.length === before.length && rows.every((row, at) => row === before[at])
    this.#state = { rows: isSame ? before : rows, columns, synced, total, error }
    for (const listener of this.#listeners) listener()
  }
}

const sliceRows = 500

function matches({ cells, metadata }: TableRow, { words, labels }: Arrangement): boolean {
  if (!matchesLabels(labels, metadata.labels)) return false
  if (words.length === 0) return true
  const text = `${metadata.namespace ?? ""}\n${cells.join("\n")}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
