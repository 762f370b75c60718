import type { ListOptions } from "../../core/client/client.ts"
import { TableClient, type TableColumn, type TableRow } from "../../core/client/table/table-client.ts"
import type { Resource } from "../../core/machinery/api/resource.ts"
import { ClusterSource, type SourceDeps, type SourceState } from "./cluster-source.ts"

export interface TableState extends SourceState<TableRow> {
  /** Undefined until the first page is there. */
  readonly columns: readonly TableColumn[] | undefined
}

/** Small enough to be on the screen soon, large enough that 20,000 rows are few requests. */
const pageRows = 500

const userAgent = "cove-desktop"

/** The rows of one resource as the server's own table shows them, kept up to date as long as somebody looks. */
export class TableSource {
  readonly #source: ClusterSource<TableRow>
  #columns: readonly TableColumn[] | undefined
  #state: TableState

  constructor(resource: Resource, narrowed: ListOptions, deps: SourceDeps) {
    const { clock } = deps
    const onColumns = (columns: readonly TableColumn[]) => this.#know(columns)
    this.#source = new ClusterSource(
      {
        resource: resource as Resource<TableRow>, // asked through a table client, it answers with rows
        narrowed: { ...narrowed, limit: pageRows },
        newReader: (transport) => new TableClient({ transport, clock, userAgent, onColumns }),
      },
      deps,
    )
    this.#state = { ...this.#source.state, columns: undefined }
  }

  get state(): TableState {
    const { state } = this.#source
    if (state.objects !== this.#state.objects || !isSame(state, this.#state) || this.#columns !== this.#state.columns) {
      this.#state = { ...state, columns: this.#columns }
    }
    return this.#state
  }

  get isIdle(): boolean {
    return this.#source.isIdle
  }

  subscribe(listener: () => void): () => void {
    return this.#source.subscribe(listener)
  }

  stop(): void {
    this.#source.stop()
  }

  /** They come with every page; only others are news. */
  #know(columns: readonly TableColumn[]): void {
    if (JSON.stringify(columns) !== JSON.stringify(this.#columns)) this.#columns = columns
  }
}

function isSame(a: SourceState<TableRow>, b: SourceState<TableRow>): boolean {
  return a.changes === b.changes && a.synced === b.synced && a.total === b.total && a.error === b.error
}
