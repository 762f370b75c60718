import type { Column } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"

type Cell<T extends ApiObject> = Column<T>["cell"]

/** A column of text, shown always. */
export function column<T extends ApiObject>(name: string, description: string, cell: Cell<T>): Column<T> {
  return { name, type: "string", description, cell }
}

/** A column that only wide output shows. */
export function wideColumn<T extends ApiObject>(name: string, description: string, cell: Cell<T>): Column<T> {
  return { name, type: "string", priority: 1, description, cell }
}

/** What kinds without columns of their own have beside the name. */
export function createdAtColumn<T extends ApiObject>(): Column<T> {
  return {
    name: "Created At",
    type: "date",
    description: "When the server stored the object for the first time, in UTC.",
    cell: ({ metadata }) => metadata.creationTimestamp ?? null,
  }
}

/** `a=b,c=d`, or `<none>`. */
export function formatLabels(labels: Readonly<Record<string, string>> | undefined): string {
  const words = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`)
  return words.length === 0 ? "<none>" : words.sort().join(",")
}

/** The first few of a list, and how many there are besides. */
export function firstFew(words: readonly string[], most = 3): string {
  const list = words.slice(0, most).join(",")
  return words.length > most ? `${list} + ${words.length - most} more...` : list
}
