import { useMemo } from "react"
import type { Resource } from "../../core/machinery/api/resource.ts"
import { type Narrowed, useClusterData } from "./cluster-data.tsx"
import { nothingYet } from "./cluster-source.ts"
import type { TableSource, TableState } from "./table-source.ts"
import { useSource } from "./use-source.ts"

const noTable: TableState = { ...nothingYet, columns: undefined }

/**
 * Rows of a resource as the server's own table shows them, kept up to date: `objects` are the rows. The first page is
 * there before the others; a new state at most once a frame.
 */
export function useTable(resource: Resource | undefined, narrowed: Narrowed = {}): TableState {
  return useSource(useTableSource(resource, narrowed), noTable)
}

/** Where the rows come from, for what reads them without drawing each state. */
export function useTableSource(resource: Resource | undefined, narrowed: Narrowed = {}): TableSource | undefined {
  const data = useClusterData()
  const { namespace, labelSelector, fieldSelector } = narrowed
  return useMemo(
    () => (resource === undefined ? undefined : data.table(resource, { namespace, labelSelector, fieldSelector })),
    [data, resource, namespace, labelSelector, fieldSelector],
  )
}
