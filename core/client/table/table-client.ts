import type { Clock } from "../../base/clock.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { Transport } from "../../machinery/api/transport.ts"
import type { ApiObject, ObjectList, WatchEvent } from "../../machinery/meta/object.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import type { ObjectMeta } from "../../machinery/meta/v1.gen.ts"
import type { ListOptions, WatchOptions } from "../client.ts"
import { RestClient } from "../rest/rest-client.ts"

/** An object as the server's own table shows it: a row. */
export interface TableRow extends ApiObject {
  readonly key: string
  readonly metadata: ObjectMeta
  /** When the server said so: what a cell tells of how long ago something was, it tells as of then. */
  readonly atMs: number
  /** One for each column. */
  readonly cells: readonly Cell[]
}

export type Cell = string | number | boolean | null

/** A column as the server defines it. */
export interface TableColumn {
  readonly name: string
  /** OpenAPI's: "string", "integer", "date". */
  readonly type: string
  /** "name" for the column that names the object. */
  readonly format: string
  readonly description: string
  /** 0: always shown; above: only in wide tables. */
  readonly priority: number
}

/** Who cannot make a table answers with the objects: then there is name and age, as kubectl has it. */
const accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"

const plainColumns: readonly TableColumn[] = [
  { name: "Name", type: "string", format: "name", description: "", priority: 0 },
  { name: "Age", type: "date", format: "", description: "", priority: 0 },
]

/**
 * Lists and watches of one resource as the server's own table: every kind has one, custom ones too. Rows are what a
 * reflector takes for objects.
 *
 *   {columnDefinitions: [Name, Ready], rows: [{cells: ["web", "1/1"], object: {metadata}}]}
 *                          →  {key: "default/web", metadata, atMs, cells: ["web", "1/1"]}
 */
export class TableClient {
  readonly #client: RestClient
  readonly #clock: Clock
  readonly #onColumns: (columns: readonly TableColumn[]) => void

  /** `onColumns` is told of the columns before the first row that has them, and again with every list and watch. */
  constructor(options: {
    readonly transport: Transport
    readonly clock: Clock
    readonly userAgent: string
    readonly onColumns: (columns: readonly TableColumn[]) => void
  }) {
    const { transport, clock, userAgent, onColumns } = options
    const asTable: Transport = {
      request: (request) => transport.request({ ...request, headers: { ...request.headers, accept } }),
    }
    this.#client = new RestClient({ transport: asTable, clock, userAgent })
    this.#clock = clock
    this.#onColumns = onColumns
  }

  async list(resource: Resource<TableRow>, options: ListOptions): Promise<ObjectList<TableRow>> {
    const answer: ObjectList | Table = await this.#client.list(resource, options)
    return { metadata: answer.metadata, items: this.#rowsOf(answer) }
  }

  async *watch(resource: Resource<TableRow>, options: WatchOptions): AsyncGenerator<WatchEvent<TableRow>> {
    for await (const event of this.#client.watch<ApiObject>(resource, options)) {
      if (event.type === "BOOKMARK") yield event
      else for (const object of this.#rowsOf(event.object)) yield { type: event.type, object }
    }
  }

  #rowsOf(answer: ApiObject | ObjectList | Table): readonly TableRow[] {
    const atMs = this.#clock.now()
    const rowOf = (metadata: ObjectMeta, cells: readonly Cell[]) => ({
      key: keyOf({ metadata }),
      metadata,
      atMs,
      cells,
    })
    if ("rows" in answer) {
      // Later events of a watch leave the columns out: they are as the first said.
      if (answer.columnDefinitions?.length) this.#onColumns(answer.columnDefinitions)
      return (answer.rows ?? []).map(({ object, cells }) => rowOf(object.metadata, cells))
    }
    this.#onColumns(plainColumns)
    const objects: readonly ApiObject[] = "items" in answer ? answer.items : [answer as ApiObject] // no list: an object
    return objects.map(({ metadata }) => rowOf(metadata, [metadata.name ?? "", metadata.creationTimestamp ?? null]))
  }
}

/** meta.k8s.io/v1 Table, with `includeObject=Metadata`, which is what a server does unasked. */
interface Table {
  readonly metadata: ObjectList["metadata"]
  readonly columnDefinitions?: readonly TableColumn[] | null
  readonly rows?: readonly { readonly cells: readonly Cell[]; readonly object: ApiObject }[] | null
}
