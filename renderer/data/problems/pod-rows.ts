import type { TableColumn, TableRow } from "../../../core/client/table/table-client.ts"
import type { PodRow } from "./pod-reader.ts"

/** Pods by what the table's cells say of them. */
export interface PodsCount {
  /** Whether anything is known yet. */
  readonly known: boolean
  readonly total: number
  readonly running: number
  readonly pending: number
  readonly succeeded: number
  readonly failed: number
  /** Those that may have something to say; the rest is well. */
  readonly ill: readonly PodRow[]
}

const startingStates: readonly string[] = ["Pending", "ContainerCreating", "PodInitializing", "SchedulingGated"]
const endedStates: readonly string[] = ["Completed", "Succeeded"]

export function podsIn(columns: readonly TableColumn[], rows: readonly TableRow[]): PodsCount {
  const at = (name: string) => columns.findIndex((column) => column.name === name)
  const [statusAt, readyAt, restartsAt] = [at("Status"), at("Ready"), at("Restarts")]
  const count = { running: 0, pending: 0, succeeded: 0, failed: 0 }
  const ill: PodRow[] = []
  const restarted: PodRow[] = []
  for (const row of rows) {
    const status = String(row.cells[statusAt] ?? "")
    const isReady = areAllReady(String(row.cells[readyAt] ?? ""))
    if (endedStates.includes(status)) {
      count.succeeded++
      continue
    }
    if (status === "Running") count.running++
    else if (startingStates.includes(status) || status.startsWith("Init:")) count.pending++
    else count.failed++
    if (status !== "Running" || !isReady) ill.push(rowOf(row))
    else if (lately.test(String(row.cells[restartsAt]))) restarted.push(rowOf(row))
  }
  return { known: columns.length > 0, total: rows.length, ...count, ill: [...ill, ...restarted] }
}

/** "3 (2m ago)", "1 (45s ago)": a restart of the last ten minutes, when the cell was made. */
const lately = /\((\d+s|\dm|10m)/

/** "2/2", but not "1/2". */
function areAllReady(cell: string): boolean {
  const [ready, total] = cell.split("/")
  return ready === total
}

function rowOf({ key, metadata: { namespace = "", name = "", resourceVersion = "" } }: TableRow): PodRow {
  return { key, namespace, name, resourceVersion }
}
